import { mkdtempSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { EVE, MARIA } from '../src/__testUtils__/people';
import { startPortal } from '../src/__testUtils__/portal';
import { measureLoop, Portal, say } from './processes';

const [, , sandbox, profiles] = process.argv;

/** A type whose params a pattern judges that takes for ever where expressions go back and forth. */
const GUARDED = `
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: guarded }
spec:
  params:
    type: object
    properties: { name: { type: string, pattern: '^(a+)+$' } }
  outputs: { type: object, additionalProperties: true }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: guarded }
spec: { type: guarded, driver: static, inputs: { name: '\${params.name}' } }
`;

const CALM = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "nginx:1.27" } }
resources: { db: { type: postgres } }
`;

async function main(): Promise<void> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: {
      filename: join(mkdtempSync(join(tmpdir(), 'tutti-bench-')), 'tutti.db'),
    },
    useNullAsDefault: true,
  });
  const { address, folder, as } = await startPortal({
    knex,
    clusters: () => [{ name: 'sandbox', kind: 'sandbox', url: sandbox }],
    files: { 'guarded.yaml': GUARDED },
  });
  const eve = as(EVE);
  await eve.post('/applications', { name: 'calm' }).expect(201);
  await eve
    .put('/applications/calm/workloads/web', { score: CALM })
    .expect(200);
  await eve
    .post('/applications/calm/environments', {
      name: 'development',
      type: 'development',
    })
    .expect(201);

  const session = new Session();
  if (profiles) {
    session.connect();
    await session.post('Profiler.enable');
  }
  measureLoop({
    async begin() {
      if (profiles) {
        await session.post('Profiler.start');
      }
    },
    async end(attack) {
      if (profiles) {
        const { profile } = await session.post('Profiler.stop');
        writeFileSync(
          join(profiles, `${attack.replace(/\W+/g, '-')}.cpuprofile`),
          JSON.stringify(profile),
        );
      }
    },
  });
  const portal: Portal = {
    address,
    authorization: mockCredentials.user.header(MARIA),
    innocent: mockCredentials.user.header(EVE),
    folder,
  };
  say(portal);
}

main();
