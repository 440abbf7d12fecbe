import { Secret, SecretPlace, SecretReading } from '@tutti/engine';
import { SecretStore } from '../secretStores';

/** A store to be tested, with a way to fill it past the code under test. */
export interface SecretStoreSubject {
  store: SecretStore;
  place: SecretPlace;
  /** Where secrets may be made. */
  namespace: string;
  /** Makes a secret, or changes it to exactly these keys. */
  put(name: string, contents: Record<string, string>): Promise<void>;
  /** The same store, which cannot be asked. */
  away(): SecretStore;
}

const CANARY = 'canary-in-the-store';

/** What Tutti relies on of each store of secrets; call it in a `describe`. */
export function secretStoreContract(subject: () => SecretStoreSubject): void {
  const read = (
    name: string,
    key: string,
    given: {
      store?: SecretStore;
      namespace?: string;
      signal?: AbortSignal;
    } = {},
  ): Promise<SecretReading> => {
    const { place, namespace, store } = subject();
    const asked = given.store ?? store;
    return asked.read(
      {
        store: asked.name,
        namespace: given.namespace ?? namespace,
        name,
        key,
      },
      { place, signal: given.signal ?? new AbortController().signal },
    );
  };

  const content = (reading: SecretReading) =>
    'found' in reading ? reading.found.reveal() : reading;

  it('gives the one key of the one secret', async () => {
    await subject().put('db', { password: CANARY, user: 'shop' });
    const reading = await read('db', 'password');
    expect('found' in reading && reading.found).toBeInstanceOf(Secret);
    expect(content(reading)).toBe(CANARY);
    expect(content(await read('db', 'user'))).toBe('shop');
  });

  it.each([
    ['empty', ''],
    ['with spaces and lines', ' with spaces and\na new line\n'],
    ['with letters of all kinds', 'Grüße ✓'],
    ['long', 'a'.repeat(5_000)],
  ])('gives every text as it is: %s', async (_, text) => {
    await subject().put('text', { value: text });
    expect(content(await read('text', 'value'))).toBe(text);
  });

  it('gives what is there now, not what was', async () => {
    await subject().put('changing', { value: 'before' });
    expect(content(await read('changing', 'value'))).toBe('before');
    await subject().put('changing', { value: 'after' });
    expect(content(await read('changing', 'value'))).toBe('after');
  });

  it('says what is missing, and nothing of what is there', async () => {
    await subject().put('db', { password: CANARY });
    const { namespace } = subject();
    for (const [reading, named] of [
      [await read('nothing', 'password'), 'nothing'],
      [await read('db', 'passwort'), 'passwort'],
      [await read('db', 'toString'), 'toString'],
      [
        await read('db', 'password', { namespace: `${namespace}-b` }),
        `${namespace}-b`,
      ],
    ] as const) {
      expect(reading).toEqual({ missing: expect.stringContaining(named) });
      expect(JSON.stringify(reading)).not.toContain(CANARY);
    }
  });

  it('reads no other place than the one that is named', async () => {
    const { namespace } = subject();
    await subject().put('db', { password: CANARY });
    for (const name of [
      `../${namespace}/db`,
      `db/../db`,
      'db?x=y',
      'DB',
      '',
      '.',
      '..',
    ]) {
      expect(await read(name, 'password')).not.toHaveProperty('found');
    }
    for (const other of [`${namespace}/secrets/db`, '', '..']) {
      expect(
        await read('db', 'password', { namespace: other }),
      ).not.toHaveProperty('found');
    }
  });

  it('says that it cannot be asked, instead of rejecting', async () => {
    const reading = await read('db', 'password', { store: subject().away() });
    expect(reading).toEqual({
      unavailable: expect.stringMatching(/./),
      retryable: true,
    });
  });

  it('gives up when it is told to', async () => {
    const signal = AbortSignal.abort();
    expect(await read('db', 'password', { signal })).toMatchObject({
      unavailable: expect.stringMatching(/./),
    });
  });
}
