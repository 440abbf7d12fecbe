import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeTofu, TOFU_ASSETS } from '../__testUtils__/tofu';
import { cliConfig } from './cliConfig';
import { sharesPluginCache, Tool } from './tool';
import { automation } from './toolEnvironment';

it.each<[Tool['name'], string, boolean]>([
  ['OpenTofu', '1.9.1', false],
  ['OpenTofu', '1.10.0', true],
  ['OpenTofu', '1.12.6', true],
  ['OpenTofu', '2.0.0', true],
  ['Terraform', '1.15.0', false],
])('%s %s shares downloaded providers: %s', (name, version, shares) => {
  expect(sharesPluginCache({ file: '/x', name, version })).toBe(shares);
});

describeTofu('OpenTofu', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'tutti-providers-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('fills one cache of providers from several inits at once', async () => {
    const cache = join(base, 'cache');
    mkdirSync(cache);
    const config = join(base, 'cli.tfrc');
    const mirror = join(TOFU_ASSETS ?? '', 'providers');
    writeFileSync(config, cliConfig({ mirror, cache }));
    const init = async (name: string) => {
      const cwd = join(base, name);
      mkdirSync(cwd);
      writeFileSync(
        join(cwd, 'main.tf'),
        'resource "random_id" "it" { byte_length = 1 }\nresource "time_static" "it" {}\n',
      );
      await promisify(execFile)(join(TOFU_ASSETS ?? '', 'tofu'), ['init'], {
        cwd,
        env: { PATH: process.env.PATH, HOME: base, ...automation(config) },
      });
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(init));
    const hosted = join(cache, 'registry.opentofu.org', 'hashicorp');
    expect(readdirSync(hosted).sort()).toEqual(['random', 'time']);
  });
});
