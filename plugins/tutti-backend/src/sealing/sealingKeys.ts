import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DevDataStore } from '@backstage/backend-dev-utils';
import { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import { SealingKey } from './Sealer';

/** What the keys must suit: only a database beside this process may use a key beside it. */
export type DatabaseKind = 'memory' | 'file' | 'server';

/**
 * Keys from `tutti.sealing.keys`. Without any: on a SQLite file a key file under
 * `tutti.dataDirectory` is made (mode 0600), in memory a key that lives as long as the database.
 *
 * @param development what outlives the process under `yarn start`: databases in memory, so their
 *   key too
 *
 * @throws Error that names the config key: wrong length, ids used twice, none on PostgreSQL.
 */
export async function sealingKeys(
  config: Config,
  database: DatabaseKind,
  development: DevelopmentStore | undefined = DevDataStore.get(),
): Promise<[SealingKey, ...SealingKey[]]> {
  const [first, ...others] = configuredKeys(config);
  if (first) {
    return [first, ...others];
  }
  switch (database) {
    case 'memory':
      return [{ id: 'memory', key: await keyInMemory(development) }];
    case 'file': {
      const directory = config.getOptionalString('tutti.dataDirectory');
      if (!directory) {
        throw new Error(
          'Tutti seals secrets before it stores them and has no key: set tutti.sealing.keys, or, for development, tutti.dataDirectory where a key file will be made',
        );
      }
      return [await keyFile(resolve(directory, 'sealing-key'))];
    }
    default:
      throw new Error(
        'Tutti seals secrets before it stores them: on PostgreSQL set tutti.sealing.keys (id, and 32 bytes in base64, e.g. from `openssl rand -base64 32`). It does not start without',
      );
  }
}

type DevelopmentStore = Pick<DevDataStore, 'load' | 'save'>;

const DEVELOPMENT_KEY = 'tutti-sealing-key';

async function keyInMemory(
  development: DevelopmentStore | undefined,
): Promise<Buffer> {
  const kept = await development?.load<string>(DEVELOPMENT_KEY);
  if (kept?.loaded) return Buffer.from(kept.data, 'base64');
  const key = randomBytes(32);
  await development?.save(DEVELOPMENT_KEY, key.toString('base64'));
  return key;
}

function configuredKeys(config: Config): SealingKey[] {
  const keys = (config.getOptionalConfigArray('tutti.sealing.keys') ?? []).map(
    (entry, index) => {
      const id = entry.getString('id');
      const key = Buffer.from(entry.getString('key'), 'base64');
      if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
        throw new Error(
          `tutti.sealing.keys[${index}].id must be 1 to 64 letters, digits, '.', '_' or '-'`,
        );
      }
      if (key.length !== 32) {
        throw new Error(
          `tutti.sealing.keys[${index}].key must be 32 bytes in base64, it has ${key.length}`,
        );
      }
      return { id, key };
    },
  );
  const twice = keys.find(
    ({ id }, index) => keys.findIndex(other => other.id === id) !== index,
  );
  if (twice) {
    throw new Error(`tutti.sealing.keys has the id '${twice.id}' twice`);
  }
  return keys;
}

async function keyFile(path: string): Promise<SealingKey> {
  await mkdir(dirname(path), { recursive: true });
  const id = 'file';
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const key = randomBytes(32);
      await file.writeFile(`${key.toString('base64')}\n`);
      await file.sync();
      return { id, key };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!isAlreadyThere(error)) {
      throw error;
    }
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== 32) {
    throw new Error(
      `The sealing key in ${path} is damaged: it must be 32 bytes in base64`,
    );
  }
  return { id, key };
}

function isAlreadyThere(error: unknown): boolean {
  return isError(error) && error.code === 'EEXIST';
}
