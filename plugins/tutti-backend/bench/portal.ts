import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mockCredentials } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { MARIA } from '../src/__testUtils__/people';
import { startPortal } from '../src/__testUtils__/portal';

const [, , sandbox] = process.argv;

async function main(): Promise<void> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: {
      filename: join(mkdtempSync(join(tmpdir(), 'tutti-bench-')), 'tutti.db'),
    },
    useNullAsDefault: true,
  });
  const portal = await startPortal({
    knex,
    clusters: () => [{ name: 'sandbox', kind: 'sandbox', url: sandbox }],
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  process.on('message', message => {
    if (message === 'begin') {
      delay.reset();
      delay.enable();
      return;
    }
    delay.disable();
    process.send?.({
      bench: {
        p99: delay.percentile(99) / 1e6,
        max: delay.max / 1e6,
        memory: Math.round(process.memoryUsage().rss / 2 ** 20),
      },
    });
  });
  process.send?.({
    bench: {
      address: portal.address,
      authorization: mockCredentials.user.header(MARIA),
    },
  });
}

main();
