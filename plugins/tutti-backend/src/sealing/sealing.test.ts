import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Secret, Unknown, ValueObject } from '@tutti/engine';
import { keyedDigest, Sealer } from './Sealer';
import { openValue, sealValue } from './sealedValue';
import { sealingKeys } from './sealingKeys';

const old = { id: 'old', key: randomBytes(32) };
const current = { id: 'new', key: randomBytes(32) };
const PLACE = 'environment_secrets/1/value_sealed';

describe('Sealer', () => {
  const sealer = new Sealer([current, old]);

  it('opens what it sealed, in its place only', () => {
    const sealed = sealer.seal('hush', PLACE);
    expect(sealed).not.toContain('hush');
    expect(sealer.open(sealed, PLACE)).toBe('hush');
    expect(() =>
      sealer.open(sealed, 'environment_secrets/2/value_sealed'),
    ).toThrow('it was altered or moved, or the key is another one');
  });

  it('never seals the same text the same way', () => {
    expect(sealer.seal('hush', PLACE)).not.toBe(sealer.seal('hush', PLACE));
  });

  it('notices a single altered character', () => {
    const sealed = sealer.seal('hush', PLACE);
    const [format, id, nonce, tag] = sealed.split(':');
    const body = Buffer.from('hash').toString('base64');
    expect(() =>
      sealer.open([format, id, nonce, tag, body].join(':'), PLACE),
    ).toThrow(PLACE);
  });

  it.each([0, 4, 8, 12, 15])('refuses a tag of %d bytes', length => {
    const [format, id, nonce, tag, body] = sealer
      .seal('hush', PLACE)
      .split(':');
    const short = Buffer.from(tag, 'base64')
      .subarray(0, length)
      .toString('base64');
    expect(() =>
      sealer.open([format, id, nonce, short, body].join(':'), PLACE),
    ).toThrow('does not open');
  });

  it('opens what an older key sealed and knows that it is old', () => {
    const sealed = new Sealer([old]).seal('hush', PLACE);
    expect(sealer.open(sealed, PLACE)).toBe('hush');
    expect(sealer.isOutdated(sealed)).toBe(true);
    expect(sealer.isOutdated(sealer.seal('hush', PLACE))).toBe(false);
    expect(() => new Sealer([current]).open(sealed, PLACE)).toThrow(
      "was sealed with key 'old', which tutti.sealing.keys does not have",
    );
  });

  it.each(['', 'plain', 's1:new', 's0:new:a:b:c'])('refuses %j', text => {
    expect(() => sealer.open(text, PLACE)).toThrow('not sealed as expected');
  });
});

it('digests differ by key and by text, and are stable', () => {
  const digest = keyedDigest(current.key);
  expect(digest('a')).toBe(keyedDigest(current.key)('a'));
  expect(digest('a')).not.toBe(digest('b'));
  expect(digest('a')).not.toBe(keyedDigest(old.key)('a'));
});

describe('sealed values', () => {
  const sealer = new Sealer([current]);
  const roundTrip = (value: ValueObject) =>
    openValue(sealer, sealValue(sealer, value, PLACE), PLACE);

  it.each<[string, ValueObject]>([
    ['plain data', { a: [1, 'x', null, true, { b: 2 }] }],
    ['an object that looks like a secret', { a: { $secret: 'no' } }],
    ['an object that looks like a wrapped one', { $object: { $object: 1 } }],
    ['nothing', {}],
  ])('keep %s', (_what, value) => {
    expect(roundTrip(value)).toEqual(value);
  });

  it('keep secrets as secrets, however deep', () => {
    const { list } = roundTrip({
      list: [{ password: new Secret('hush') }, new Secret({ user: 'me' })],
    });
    expect(JSON.stringify(list)).toBe(
      '[{"password":{"masked":"secret"}},{"masked":"secret"}]',
    );
    const [first, second] = Array.isArray(list) ? list : [];
    expect(second instanceof Secret && second.reveal()).toEqual({ user: 'me' });
    expect(Reflect.get(Object(first), 'password').reveal()).toBe('hush');
  });

  it('refuse what is not known', () => {
    expect(() =>
      roundTrip({ a: new Unknown('string', true, 'resources.db.host') }),
    ).toThrow('resources.db.host');
  });
});

describe('sealing keys', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-keys-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const read = (tutti: JsonObject, kind: 'memory' | 'file' | 'server') =>
    sealingKeys(new ConfigReader({ tutti }), kind);
  const entry = ({ id, key }: typeof old) => ({
    id,
    key: key.toString('base64'),
  });

  it('in memory live as long as a database in memory does', async () => {
    const alone = await Promise.all([read({}, 'memory'), read({}, 'memory')]);
    expect(alone[0]).not.toEqual(alone[1]);

    const kept = new Map<string, string>();
    const development = {
      load: async (key: string) => ({
        loaded: kept.has(key),
        data: JSON.parse(kept.get(key) ?? 'null'),
      }),
      save: async (key: string, data: unknown) => {
        kept.set(key, JSON.stringify(data));
        return { saved: true };
      },
    };
    const started = () =>
      sealingKeys(new ConfigReader({}), 'memory', development);
    expect(await started()).toEqual(await started());
  });

  it('come from the config, the first one seals', async () => {
    const keys = { sealing: { keys: [entry(current), entry(old)] } };
    expect(await read(keys, 'server')).toEqual([current, old]);
  });

  it.each([
    [[{ id: 'a', key: 'c2hvcnQ=' }], 'tutti.sealing.keys[0].key must be 32'],
    [[{ ...entry(old), id: 'a:b' }], 'tutti.sealing.keys[0].id must be'],
    [[entry(old), entry(old)], "tutti.sealing.keys has the id 'old' twice"],
  ])('%j: refused', async (keys, message) => {
    await expect(read({ sealing: { keys } }, 'file')).rejects.toThrow(message);
  });

  it('are demanded on PostgreSQL', async () => {
    await expect(read({ dataDirectory: folder }, 'server')).rejects.toThrow(
      'on PostgreSQL set tutti.sealing.keys',
    );
  });

  it('are made once in a file that only its owner reads', async () => {
    const tutti = { dataDirectory: join(folder, 'data') };
    const [first] = await read(tutti, 'file');
    const file = join(folder, 'data', 'sealing-key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(
      first.key.toString('base64'),
    );
    expect(await read(tutti, 'file')).toEqual([first]);
  });

  it('are not replaced when their file is damaged', async () => {
    await writeFile(join(folder, 'sealing-key'), 'oops');
    await expect(read({ dataDirectory: folder }, 'file')).rejects.toThrow(
      'is damaged',
    );
  });

  it('are asked for when there is no place for a file', async () => {
    await expect(read({}, 'file')).rejects.toThrow('tutti.dataDirectory');
  });
});
