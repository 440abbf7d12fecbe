import { PlanView } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

/** Release managers deploy beside the owner; data that would be lost is the owner's all the same. */
const STAGING = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: staging, title: Staging }
spec:
  rank: 20
  access: { deploy: [owner, 'group:default/release-managers'] }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: notes }
spec: {}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: notes }
spec:
  type: notes
  driver: manifests
  protection: stateful
  inputs:
    objects:
      - apiVersion: v1
        kind: ConfigMap
        metadata: { name: notes }
`;

const STORE = '/applications/store';
const PLACE = `${STORE}/environments/staging`;

describe('what holds data of an application', () => {
  let portal: Portal;

  const ask = (resources: string) =>
    portal
      .as(MARIA)
      .put(`${STORE}/workloads/web`, {
        score: `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: 'a:1' } }
resources: ${resources}
`,
      })
      .expect(200);

  const plan = (user: string, consent: object[] = []) =>
    portal.as(user).post(`${PLACE}/plans`, { consent });

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex, files: { 'staging.yaml': STAGING } });
    const maria = portal.as(MARIA);
    await maria.post('/applications', { name: 'store' }).expect(201);
    await ask('{ notes: { type: notes } }');
    await maria
      .post(`${STORE}/environments`, { name: 'staging', type: 'staging' })
      .expect(201);
    const { body } = await plan(JON).expect(201);
    const run = await portal
      .as(JON)
      .post('/deployments', { planId: body.id })
      .expect(201);
    await portal.ended(run.body.id);
    await ask('{}');
  });

  afterAll(async () => {
    await portal?.stop();
  });

  /** As the plan of one who may deploy names it. */
  async function loss() {
    const { body } = await plan(JON).expect(201);
    const { consents, deployable }: PlanView['plan'] = body.plan;
    expect({ consents, deployable }).toMatchObject({
      consents: [{ covers: 'data', action: 'destroy', given: false }],
      deployable: false,
    });
    const [{ subject, action }] = consents;
    return { subject, action };
  }

  it('is not for a deployer to give up', async () => {
    const { body } = await plan(JON, [await loss()]).expect(403);
    expect(body.error.message).toContain(`is for ${MARIA}`);
  });

  it('is for its owner to give up', async () => {
    const { body } = await plan(MARIA, [await loss()]).expect(201);
    expect(body.plan).toMatchObject({
      consents: [{ covers: 'data', given: true }],
      deployable: true,
    });
  });
});
