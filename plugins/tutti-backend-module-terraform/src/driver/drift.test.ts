import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  DriverRequest,
  DriverResult,
  JsonObject,
  ResourceRecord,
  Secret,
} from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { ApiServer, startApiServer } from '@tutti/kubernetes/testing';
import { recordFor } from '../__testUtils__/record';
import { describeTofu, TOFU_ASSETS } from '../__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from '../__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const MODULE = (folder: string) => `
variable "admin" { type = string }
resource "local_sensitive_file" "admin" {
  filename = "${folder}/admin"
  content  = var.admin
}
resource "local_file" "record" {
  filename = "${folder}/record"
  content  = "10.0.0.1"
}
output "admin" { value = nonsensitive(sha1(var.admin)) }
`;

describeTofu('drift of a resource', () => {
  let world: World;
  let request: DriverRequest;
  let result: DriverResult;
  const never = new AbortController().signal;
  const record = () =>
    recordFor(request, {
      outputs: result.outputs,
      ...(result.state !== undefined && { driverState: result.state }),
    });
  const held = (more: Partial<DriverRequest> = {}): DriverRequest => ({
    ...request,
    previous: record(),
    held: true,
    ...more,
  });

  beforeEach(async () => {
    world = await openWorld(await databases.init('SQLITE_3'));
    await world.module('files', { 'main.tf': MODULE(world.folder) });
    request = requestFor({
      module: { source: './files' },
      variables: { admin: new Secret('CANARY-of-drift') },
    });
    result = await world.driver.apply(request, runOf('op-1'));
  });
  afterEach(() => world.stop());

  it('is told by address, changes nothing, and a repair puts it back by the module of then', async () => {
    const { driver, states } = world;
    expect(await driver.drift(record(), never)).toEqual([]);
    const before = await states.version('res-1');
    // A plan of a time when nothing had changed must not be what a repair applies.
    expect((await driver.plan(held())).changes).toEqual([]);
    await rm(join(world.folder, 'record'));
    await writeFile(join(world.folder, 'admin'), 'somebody else');
    const drift = await driver.drift(record(), never);
    expect(drift).toEqual([
      {
        address: 'local_file.record',
        kind: 'local_file',
        change: 'gone',
        fields: [],
      },
      {
        address: 'local_sensitive_file.admin',
        kind: 'local_sensitive_file',
        change: 'gone',
        fields: [],
      },
    ]);
    expect(JSON.stringify(drift)).not.toContain('CANARY');
    expect(await states.version('res-1')).toBe(before);
    expect(await world.db('terraform_locks')).toEqual([]);

    await world.module('files', { 'main.tf': 'this is no module' });
    const plan = await driver.plan(held());
    expect(plan.changes?.map(({ action }) => action)).toEqual([
      'create',
      'create',
    ]);
    await driver.apply(held(), runOf('op-2', { planned: 'exact' }));
    expect(await driver.drift(record(), never)).toEqual([]);
  });
});

const SETTINGS = `
terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
variable "password" { type = string }
resource "kubernetes_config_map_v1" "settings" {
  metadata {
    name   = "settings"
    labels = { team = "a" }
  }
  data = { level = "info" }
}
resource "kubernetes_secret_v1" "password" {
  metadata { name = "password" }
  data = { password = var.password }
}
output "level" { value = kubernetes_config_map_v1.settings.data.level }
`;

const assets = process.env.KUBEBUILDER_ASSETS;
if (!assets) {
  // eslint-disable-next-line no-console
  console.warn(
    'KUBEBUILDER_ASSETS is not set: drift of a provider is NOT tested on a control plane.',
  );
}

(assets && TOFU_ASSETS ? describe : describe.skip)(
  'drift of objects that a provider made',
  () => {
    let api: ApiServer;
    let world: World;
    let request: DriverRequest;
    let record: ResourceRecord;
    const never = new AbortController().signal;
    const change = async (path: string, body: JsonObject) => {
      const { status } = await api.ask({
        method: 'PATCH',
        path: `/api/v1/namespaces/default/${path}`,
        body,
        contentType: 'application/merge-patch+json',
      });
      expect(status).toBe(200);
    };
    const held = (): DriverRequest => ({
      ...request,
      previous: record,
      held: true,
    });

    beforeAll(async () => {
      api = await startApiServer(assets ?? '');
    });
    afterAll(() => api?.stop());
    beforeEach(async () => {
      world = await openWorld(await databases.init('SQLITE_3'));
      await world.module('settings', { 'main.tf': SETTINGS });
      request = requestFor({
        module: { source: './settings' },
        variables: { password: new Secret('CANARY-as-made') },
        outputs: { level: 'level' },
        providers: {
          kubernetes: {
            host: api.url,
            token: new Secret(api.token),
            cluster_ca_certificate: await readFile(api.caFile, 'utf8'),
          },
        },
      });
      const made = await world.driver.apply(request, runOf('op-1'));
      record = recordFor(request, {
        outputs: made.outputs,
        ...(made.state !== undefined && { driverState: made.state }),
      });
    });
    afterEach(() => world.stop());

    it('is told by field, secrets masked; people take it as it is, and outputs follow', async () => {
      const { driver } = world;
      expect(await driver.drift(record, never)).toEqual([]);
      await change('configmaps/settings', { data: { level: 'debug' } });
      await change('secrets/password', {
        data: { password: Buffer.from('CANARY-by-hand').toString('base64') },
      });
      const drift = await driver.drift(record, never);
      expect(drift).toMatchObject([
        {
          address: 'kubernetes_config_map_v1.settings',
          kind: 'kubernetes_config_map_v1',
          change: 'altered',
          fields: expect.arrayContaining([
            { path: 'data.level', before: 'info', after: 'debug' },
          ]),
        },
        {
          address: 'kubernetes_secret_v1.password',
          fields: expect.arrayContaining([
            {
              path: 'data',
              before: { masked: 'secret' },
              after: { masked: 'secret' },
            },
          ]),
        },
      ]);
      expect(JSON.stringify(drift)).not.toContain('CANARY');

      const accepting = { ...held(), refresh: true as const };
      const plan = await driver.plan(accepting);
      expect(plan).toMatchObject({
        exactness: 'exact',
        outputs: { level: 'debug' },
        changes: [{ action: 'update' }, { action: 'update' }],
      });
      const taken = await driver.apply(
        accepting,
        runOf('op-2', { planned: 'exact' }),
      );
      expect(taken.outputs).toEqual({ level: 'debug' });
      expect(await driver.drift(record, never)).toEqual([]);

      // The definition still wants what it says: a deployment that touches it says so.
      const { changes } = await driver.plan(held());
      expect(changes).toMatchObject([
        { action: 'update', address: expect.stringContaining('config_map') },
        { action: 'update', address: expect.stringContaining('secret') },
      ]);
      await driver.apply(held(), runOf('op-3', { planned: 'exact' }));
      const { body } = await api.ask({
        method: 'GET',
        path: '/api/v1/namespaces/default/configmaps/settings',
      });
      expect(body).toMatchObject({ data: { level: 'info' } });
    });
  },
);
