import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { runTutti } from '../__testUtils__/commandLine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import {
  CLUSTER,
  makeTiny,
  makeTinyDevelopment,
  TOOL_PLATFORM,
  toolDrivers,
} from '../__testUtils__/toolDriver';

const databases = testDatabases();

describe('a module that is inspected in a portal', () => {
  let portal: Portal;
  let folder = '';
  const environment = { ...process.env };

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      files: { 'tool.yaml': TOOL_PLATFORM },
      features: [toolDrivers({ changes: [], made: [] })],
      config: { access: { acceptPlatform: [MARIA] } },
    });
    process.env.TUTTI_PORTAL = portal.address;
    process.env.TUTTI_TOKEN = mockCredentials.user.token(MARIA);
    folder = await mkdtemp(join(tmpdir(), 'tutti-modules-'));
    await mkdir(join(folder, 'database'));
    await writeFile(join(folder, 'database', 'main.tf'), '');
    await writeFile(join(folder, 'database', 'README.md'), '');
  }, 90_000);
  afterAll(async () => {
    process.env = environment;
    await portal?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const inspect = (...args: string[]) =>
    runTutti(['module', 'inspect', ...args]);

  it('is told with what would offer it; a folder of this machine is sent', async () => {
    const { code, out } = await inspect(join(folder, 'database'));
    expect(code).toBe(0);
    expect(out).toContain('./database, sha256:main.tf\n');
    expect(out).toContain('zone: string, required');
    expect(out).toContain('token, secret');
    expect(out).toContain('Look at it.');
    expect(out).toContain('kind: ResourceType');
    expect(await inspect(join(folder, 'database'), '--proposal')).toEqual({
      code: 0,
      out: 'kind: ResourceType\n',
      err: 'warning: Look at it.\n',
    });
  });

  it('says whom an upgrade concerns, and fails where a definition would not fit', async () => {
    const maria = portal.as(MARIA);
    await makeTiny(maria);
    await makeTinyDevelopment(maria);
    const { body } = await maria
      .post('/deployments', {
        application: 'tiny',
        environment: 'development',
        input: { images: { web: { main: 'example.com/web:1' } } },
      })
      .expect(201);
    await portal.ended(body.id);
    const { code, out } = await inspect('team/db/aws', '--against', '2.0.0');
    expect(out).toContain('! variable zone: not taken any more');
    expect(out).toContain('inputs.variables.zone: It has no zone.');
    expect(out).toContain(`tiny/development ${CLUSTER}`);
    expect(code).toBe(1);
  });

  it('that is nowhere is told by its source', async () => {
    const { code, err } = await inspect('nowhere');
    expect([code, err]).toEqual([
      1,
      'error: source: The module "nowhere" is nowhere.\n',
    ]);
  });
});
