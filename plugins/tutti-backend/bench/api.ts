/**
 * Somebody else's judgement of the API: schemathesis, which must be on PATH (`pip install schemathesis`), makes
 * calls by the portal's own OpenAPI document, in chains too, and compares each answer with it. The portal
 * is on SQLite, with a sandbox and one application.
 *
 * `bench/api.ts [--examples N] [--seed N] [--only <regular expression of paths>]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { MARIA } from '../src/__testUtils__/people';
import { startPortal } from '../src/__testUtils__/portal';

const { values: options } = parseArgs({
  options: {
    examples: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "nginx:1.27" } }
resources: { db: { type: postgres } }
`;

/** Those that wait for what comes: each call takes as long as it is let. */
const STREAMS = '/(events|logs|follow|terminal)';

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-api-'));
  const portal = await startPortal({
    knex: knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'tutti.db') },
      useNullAsDefault: true,
    }),
    features: [
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
    ],
  });
  try {
    const maria = portal.as(MARIA);
    await maria.post('/applications', { name: 'calm' }).expect(201);
    await maria
      .put('/applications/calm/workloads/web', { score: SCORE })
      .expect(200);
    await maria
      .post('/applications/calm/environments', {
        name: 'development',
        type: 'development',
      })
      .expect(201);
    const api = `${portal.address}/api/tutti`;
    const run = spawn(
      'schemathesis',
      [
        ...['--config-file', join(__dirname, 'schemathesis.toml')],
        ...['run', `${api}/openapi.json`, '--url', api],
        ...['-H', `Authorization: ${mockCredentials.user.header(MARIA)}`],
        ...['--max-examples', options.examples, '--seed', options.seed],
        ...['--exclude-path-regex', STREAMS],
        ...(options.only ? ['--include-path-regex', options.only] : []),
        // No text here may hold NUL.
        ...['--generation-allow-x00', 'false'],
        ...['--request-timeout', '20', '--continue-on-failure'],
      ],
      // It keeps what it has found.
      { stdio: 'inherit', cwd: folder },
    );
    const [code] = await once(run, 'exit');
    return Number(code);
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main()
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    return 1;
  })
  .then(code => process.exit(code));
