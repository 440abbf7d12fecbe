import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { Driver, DriverError } from '@tutti/engine';
import { tuttiDriversExtensionPoint } from '@tutti/plugin-tutti-node';

/** What the next calls of `apply` do; written to `moods/mood.json`. */
export interface Mood {
  /** So many more calls fail, and would succeed later. */
  fails?: number;
  /** The call never ends by itself. */
  hangs?: boolean;
}

/**
 * A driver that makes nothing and fails or hangs as it is told. Each call of `apply` is a line of
 * `moods/calls`: the operation.
 */
export function moodyDriver(moods: string) {
  const calls = join(moods, 'calls');
  const driver: Driver = {
    name: 'moody',
    version: '1',
    inputs: { type: 'object' },
    plan: async () => ({
      outputs: { name: 'moody' },
      objects: [],
      exactness: 'exact',
    }),
    async apply(_request, { operationId, signal }) {
      await appendFile(calls, `${operationId}\n`);
      const mood = await readMood(moods);
      if (mood.hangs) {
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }
      const before = (await lines(calls)).filter(line => line === operationId);
      if (before.length <= (mood.fails ?? 0)) {
        throw new DriverError('The other side is in a bad mood.', true);
      }
      return { outputs: { name: 'moody' }, objects: [] };
    },
    destroy: async () => {},
    recover: async () => 'notStarted',
  };
  return createBackendModule({
    pluginId: 'tutti',
    moduleId: 'moody',
    register(reg) {
      reg.registerInit({
        deps: { drivers: tuttiDriversExtensionPoint },
        async init({ drivers }) {
          drivers.addDriver(driver);
        },
      });
    },
  });
}

async function readMood(moods: string): Promise<Mood> {
  return JSON.parse((await textOf(join(moods, 'mood.json'))) || '{}');
}

async function lines(file: string): Promise<string[]> {
  return (await textOf(file)).split('\n').filter(Boolean);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
