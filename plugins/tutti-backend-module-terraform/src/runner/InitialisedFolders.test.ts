import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InitialisedFolders } from './InitialisedFolders';

const LOCK = 'provider "registry.opentofu.org/hashicorp/random" {}\n';
const PROVIDER = join(
  '.terraform/providers',
  'registry.opentofu.org/hashicorp/random/3.9.0/linux_amd64',
);
const MODULES = join('.terraform', 'modules', 'modules.json');

let base: string;
let mirror: string;
let folders: InitialisedFolders;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tutti-initialised-'));
  mirror = join(base, 'mirror');
  mkdirSync(mirror);
  folders = new InitialisedFolders(join(base, 'initialised'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** A folder of a work, empty. */
function workFolder(name: string): string {
  const folder = join(base, name);
  mkdirSync(folder);
  return folder;
}

/** As the tool leaves it. */
function initialised(name: string, lock: string | undefined = LOCK): string {
  const folder = workFolder(name);
  mkdirSync(join(folder, PROVIDER, '..'), { recursive: true });
  symlinkSync(mirror, join(folder, PROVIDER));
  writeFileSync(join(folder, `${PROVIDER}.lock`), '');
  mkdirSync(join(folder, '.terraform', 'modules'));
  writeFileSync(join(folder, MODULES), '{}');
  if (lock) writeFileSync(join(folder, '.terraform.lock.hcl'), lock);
  return folder;
}

/** What was kept an hour ago. */
function makeOld(): void {
  const kept = join(base, 'initialised');
  const hourAgo = new Date(Date.now() - 60 * 60 * 1000);
  for (const name of readdirSync(kept)) {
    utimesSync(join(kept, name, '.terraform'), hourAgo, hourAgo);
  }
}

describe('an initialised folder', () => {
  it('is given to the next work of its key, with its providers', async () => {
    await folders.keep('key', initialised('first'));
    for (const name of ['second', 'third']) {
      const folder = workFolder(name);
      expect(await folders.give('key', folder, undefined)).toBe(true);
      expect(readlinkSync(join(folder, PROVIDER))).toBe(mirror);
      expect(readFileSync(join(folder, MODULES), 'utf8')).toBe('{}');
      expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toBe(
        LOCK,
      );
    }
    expect(await folders.give('other', workFolder('a'), undefined)).toBe(false);
  });

  it('is given without providers, where the module has none', async () => {
    const folder = workFolder('first');
    mkdirSync(join(folder, '.terraform', 'modules'), { recursive: true });
    await folders.keep('key', folder);
    expect(await folders.give('key', workFolder('a'), undefined)).toBe(true);
    const lock = Buffer.from(LOCK);
    expect(await folders.give('key', workFolder('b'), lock)).toBe(false);
  });

  it('serves a plan for a minute, and what applies a plan as long as its providers are the same', async () => {
    await folders.keep('key', initialised('first'));
    makeOld();
    const other = Buffer.from(`${LOCK}\n`);
    expect(await folders.give('key', workFolder('a'), undefined)).toBe(false);
    expect(await folders.give('key', workFolder('b'), other)).toBe(false);
    expect(await folders.give('key', workFolder('c'), Buffer.from(LOCK))).toBe(
      true,
    );
  });

  it('is not given when a provider of it is gone', async () => {
    await folders.keep('key', initialised('first'));
    rmSync(mirror, { recursive: true });
    const folder = workFolder('second');
    expect(await folders.give('key', folder, undefined)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not kept with copies of providers: they are large', async () => {
    const folder = initialised('first');
    rmSync(join(folder, PROVIDER));
    mkdirSync(join(folder, PROVIDER));
    writeFileSync(join(folder, PROVIDER, 'provider'), 'a program');
    await folders.keep('key', folder);
    expect(await folders.give('key', workFolder('a'), undefined)).toBe(false);
    expect(existsSync(join(folder, PROVIDER))).toBe(true);
  });

  it('is not kept when its modules are large', async () => {
    const folder = initialised('first');
    writeFileSync(join(folder, MODULES), Buffer.alloc(9 * 1024 * 1024));
    await folders.keep('key', folder);
    expect(await folders.give('key', workFolder('a'), undefined)).toBe(false);
  });

  it('is replaced by a newer one', async () => {
    await folders.keep('key', initialised('first'));
    makeOld();
    await folders.keep('key', initialised('second', 'newer'));
    const folder = workFolder('third');
    expect(await folders.give('key', folder, undefined)).toBe(true);
    expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toBe(
      'newer',
    );
  });

  it('is forgotten, and goes with the time', async () => {
    await folders.keep('key', initialised('first'));
    await folders.forget('key');
    expect(await folders.give('key', workFolder('a'), undefined)).toBe(false);
    await folders.keep('key', initialised('second'));
    await folders.sweep(60_000);
    expect(await folders.give('key', workFolder('b'), undefined)).toBe(true);
    makeOld();
    await folders.sweep(60_000);
    expect(readdirSync(join(base, 'initialised'))).toEqual([]);
  });
});
