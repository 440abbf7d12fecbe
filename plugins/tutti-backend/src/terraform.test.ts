import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import terraform from '@tutti/plugin-tutti-backend-module-terraform';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from './__testUtils__/databases';
import { MARIA } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { Sealer, sealingKeys } from './sealing';
import { Store } from './store';

jest.setTimeout(180_000);

const assets = process.env.TOFU_ASSETS;
if (!assets) {
  process.stderr.write(
    'TOFU_ASSETS is not set: deployments with the driver terraform are not tested.\n',
  );
}
const describeTofu = assets ? describe : describe.skip;

const PLATFORM = `---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: ledger }
spec:
  params: { type: object, properties: { size: { type: number } } }
  outputs:
    type: object
    required: [host, password]
    properties:
      host: { type: string }
      password: { type: string, x-secret: true }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: ledger }
spec:
  type: ledger
  driver: terraform
  protection: stateful
  secretsFor: anyone
  inputs:
    module: { source: ./ledger }
    variables:
      name: '\${resource.name}'
      size: '\${params.size}'
      admin: '\${platform.secrets.LEDGER_ADMIN}'
    outputs: { host: host, password: password }
`;

const MODULE = `
variable "name" { type = string }
variable "size" {
  type        = number
  description = "Letters of the password"
}
variable "admin" { type = string }

resource "random_pet" "host" {
  prefix  = var.name
  keepers = { admin = var.admin }
}
resource "random_password" "admin" {
  length = var.size
}
output "host" { value = random_pet.host.id }
output "password" { value = random_password.admin.result }
`;

const score = (size: number) => `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: 'registry.example.com/web:1', variables: { HOST: '\${resources.ledger.host}', PASSWORD: '\${resources.ledger.password}' } }
resources:
  ledger: { type: ledger, params: { size: ${size} } }
`;

const LEDGER = 'ledger.default#web.ledger';
const PASSWORD = 'module.resource.random_password.admin';
const CANARY = 'canary-8d1f-of-the-ledger';
const databases = testDatabases();

describeTofu.each(databases.eachSupportedId())(
  'what OpenTofu makes, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    let folder: string;
    let modules: string;

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      folder = await mkdtemp(join(tmpdir(), 'tutti-tofu-'));
      modules = join(folder, 'modules');
      await mkdir(join(modules, 'ledger'), { recursive: true });
      await writeFile(join(modules, 'ledger', 'main.tf'), MODULE);
      portal = await startPortal({
        knex,
        files: { 'ledger.yaml': PLATFORM },
        platformSecrets: { LEDGER_ADMIN: CANARY, DATABASE_PASSWORD: CANARY },
        features: [terraform],
        config: {
          terraform: {
            modules: { folder: modules },
            runner: {
              tool: join(assets ?? '', 'tofu'),
              folder: join(folder, 'works'),
              mirror: join(assets ?? '', 'providers'),
            },
          },
        },
      });
      const maria = portal.as(MARIA);
      await maria.post('/applications', { name: 'tiny' }).expect(201);
      await maria
        .post('/applications/tiny/environments', {
          name: 'dev',
          type: 'development',
        })
        .expect(201);
    });
    afterAll(async () => {
      await portal?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const ask = async (size: number, input: object = {}) => {
      const maria = portal.as(MARIA);
      await maria
        .put('/applications/tiny/workloads/web', { score: score(size) })
        .expect(200);
      const { body } = await maria
        .post('/applications/tiny/environments/dev/plans', input)
        .expect(201);
      return body;
    };
    const stepsOf = async (plan: { id: string }) => {
      const { body } = await portal
        .as(MARIA)
        .get(`/plans/${plan.id}/steps`)
        .expect(200);
      return body.steps;
    };
    const deploy = async (plan: { id: string }) => {
      const { body } = await portal
        .as(MARIA)
        .post('/deployments', { planId: plan.id })
        .expect(201);
      return portal.ended(body.id);
    };

    it('is shown as the tool plans it, applied as it was shown, and asks before data is lost', async () => {
      const first = await ask(12);
      const [step] = (await stepsOf(first)).filter(
        (one: { address: string }) => one.address === LEDGER,
      );
      expect(step).toMatchObject({ action: 'create' });
      expect(JSON.stringify(step)).toContain(PASSWORD);
      const done = await deploy(first);
      expect([done.status, JSON.stringify(done.failures ?? [])]).toEqual([
        'succeeded',
        '[]',
      ]);

      const second = await ask(20);
      expect(second.plan.summary).toMatchObject({ replace: 1 });
      const [consent] = second.plan.consents;
      expect(consent).toMatchObject({
        action: 'replace',
        required: true,
        given: false,
        message: expect.stringContaining(PASSWORD),
      });
      const given = await ask(20, {
        consent: [{ subject: consent.subject, action: 'replace' }],
      });
      const replaced = await deploy(given);
      expect(replaced.status).toBe('succeeded');

      const seen = [
        JSON.stringify([first, second, given, done, replaced]),
        portal.log.join('\n'),
      ];
      for (const table of ['states', 'plans', 'modules']) {
        seen.push(JSON.stringify(await knex(`terraform_${table}`)));
      }
      for (const table of ['plan_steps', 'events', 'resources']) {
        seen.push(JSON.stringify(await knex(table)));
      }
      expect(seen.join('\n')).not.toContain(CANARY);

      // Nothing is left of the work.
      expect(await knex('terraform_locks')).toEqual([]);
      expect(await knex('terraform_tokens')).toEqual([]);
      expect(await knex('terraform_works')).toEqual([]);
    });

    it('is checked against its module when platform files are read', async () => {
      await writeFile(
        join(portal.folder, 'platform', 'ledger.yaml'),
        PLATFORM.replace("size: '", "sise: '").replace(
          'password: password',
          'password: passwort',
        ),
      );
      const { body } = await portal.as(MARIA).post('/platform/refresh');
      await writeFile(join(portal.folder, 'platform', 'ledger.yaml'), PLATFORM);
      expect(body.problems).toEqual([
        expect.objectContaining({
          code: 'InputsDoNotFit',
          line: 24,
          path: 'spec.inputs.variables',
          message:
            'The module needs the variable "size" (Letters of the password), and nothing is given for it.',
        }),
        expect.objectContaining({
          line: 26,
          path: 'spec.inputs.variables.sise',
          message: 'The module has no variable "sise".',
          hint: 'Did you mean "size"?',
        }),
        expect.objectContaining({
          line: 28,
          path: 'spec.inputs.outputs.password',
          message: 'The module declares no output "passwort".',
        }),
      ]);
    });

    // The last one: the portal does not have the new key.
    it('is sealed anew with everything else when keys change', async () => {
      const [old] = await sealingKeys(new ConfigReader(portal.config), 'file');
      const fresh = { id: 'fresh', key: randomBytes(32) };
      const store = new Store(knex, new Sealer([fresh, old]));
      expect(await store.outdatedSeals()).toContainEqual({
        column: 'terraform_states.state_sealed',
        count: expect.any(Number),
      });
      await store.reseal();
      expect(await store.outdatedSeals()).toEqual([]);
    });
  },
);
