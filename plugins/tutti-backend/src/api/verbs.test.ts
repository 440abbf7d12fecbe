import { PlanStep } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();

// Several real deployments after each other, beside others on the same machine.
jest.setTimeout(120_000);

const WEB_2 = { web: { main: 'registry.example.com/shop/web:2.0.0' } };

describe.each(databases.eachSupportedId())(
  'what else can be asked of an environment, on %s',
  databaseId => {
    let portal: Portal;

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({ knex });
      await portal
        .as(MARIA)
        .post('/applications/shop/environments', {
          name: 'preview',
          type: 'development',
        })
        .expect(201);
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const ask = (environment: string, input: object) =>
      portal
        .as(MARIA)
        .post(`/applications/shop/environments/${environment}/plans`, input);

    const setValue = (value: string) =>
      portal
        .as(MARIA)
        .put('/applications/shop/environments/development/values/CURRENCY', {
          value,
        })
        .expect(204);

    /** What the steps that are not kept do, and why. */
    async function changes(environment: string, input: object) {
      const { body } = await ask(environment, input).expect(201);
      return Object.fromEntries(
        body.steps.flatMap(({ address, action, reasons }: PlanStep) =>
          action === 'keep' ? [] : [[address, reasons.map(({ code }) => code)]],
        ),
      );
    }

    async function pendingChanges(): Promise<number> {
      const { body } = await portal
        .as(MARIA)
        .get('/applications/shop')
        .expect(200);
      const [development] = body.environments;
      return development.pendingChanges;
    }

    /** What each step would leave behind. */
    async function steps(environment: string, input: object) {
      const { body } = await ask(environment, input).expect(201);
      return body.steps.map(({ address, objects }: PlanStep) => [
        address,
        objects.map(({ ref, desired }) => [ref.kind, ref.name, desired]),
      ]);
    }

    async function succeed(environment: string, input: object) {
      expect(await portal.deploy(environment, input)).toMatchObject({
        status: 'succeeded',
        failures: [],
      });
    }

    it.each([
      [{ restart: ['web'] }, 'Nothing runs in preview by a success'],
      [{ pause: true }, 'Nothing runs in preview by a success'],
      [{ promoteFrom: 'development' }, 'no release has succeeded in'],
      [{ promoteFrom: 'preview' }, 'preview is this environment'],
    ])('%j is refused while nothing runs', async (input, message) => {
      const { body } = await ask('preview', input).expect(400);
      expect(body.error.message).toContain(message);
    });

    it('pods are scaled, restarted, paused and resumed; the next deployment keeps it', async () => {
      await succeed('development', {});
      expect(await changes('development', { replicas: { web: 2 } })).toEqual({
        'workload#web': ['scaled'],
      });
      await succeed('development', { replicas: { web: 2 } });
      expect(await changes('development', {})).toEqual({});

      await succeed('development', { restart: ['web'] });
      expect(await changes('development', {})).toEqual({});
      expect(await changes('development', { restart: ['web'] })).toEqual({
        'workload#web': ['restarted'],
      });

      await succeed('development', { pause: true });
      expect(await changes('development', {})).toEqual({});
      const { body } = await ask('development', { restart: ['web'] }).expect(
        400,
      );
      expect(body.error.message).toContain('the environment is paused');
      await succeed('development', { pause: false });
      expect(await changes('development', { replicas: { web: null } })).toEqual(
        { 'workload#web': ['scaled'] },
      );
    });

    it('a restart deploys neither new images nor new values', async () => {
      await setValue('hello');
      await succeed('development', {});
      await setValue('goodbye');
      await portal
        .as(MARIA)
        .put('/applications/shop/workloads/fresh', {
          score:
            'apiVersion: score.dev/v1b1\nmetadata: { name: fresh }\ncontainers: { main: { image: "example/fresh:1" } }\n',
        })
        .expect(200);
      expect(await changes('development', { restart: ['web'] })).toEqual({
        'workload#web': ['restarted'],
      });
      const pending = await pendingChanges();
      await succeed('development', { restart: ['web'] });
      expect(await pendingChanges()).toBe(pending);
      expect(pending).toBe(2);
      expect(Object.keys(await changes('development', {}))).toContain(
        'workload#fresh',
      );
      await portal
        .as(MARIA)
        .delete('/applications/shop/workloads/fresh')
        .expect(204);
    });

    it('what succeeded elsewhere is promoted with its images, without what is decided about its pods', async () => {
      await succeed('development', { images: WEB_2, replicas: { web: 2 } });
      const { body: plan } = await ask('preview', {
        promoteFrom: 'development',
      }).expect(201);
      expect(plan.release.images.web).toEqual(WEB_2.web);
      const web = plan.steps.find(
        ({ address }: PlanStep) => address === 'workload#web',
      );
      expect(JSON.stringify(web)).not.toContain('replicas');
      await succeed('preview', { promoteFrom: 'development' });
      expect(await changes('preview', { promoteFrom: 'development' })).toEqual(
        {},
      );
    });

    it('goes back to a success: its release, its images and its plain values, also one that was removed since', async () => {
      await setValue('hello');
      await succeed('development', { images: WEB_2 });
      const success = await portal.deploy('development', { restart: ['web'] });
      const running = await steps('development', {});
      expect(JSON.stringify(running)).toContain('hello');
      await portal
        .as(MARIA)
        .delete('/applications/shop/environments/development/values/CURRENCY')
        .expect(204);
      await succeed('development', {
        images: { web: { main: 'registry.example.com/shop/web:3.0.0' } },
      });
      const { body: plan } = await ask('development', {
        rollbackTo: success.id,
      }).expect(201);
      expect(plan.release.images.web).toEqual(WEB_2.web);
      expect(plan.plan.restores).toBe(plan.plan.platformRevision);
      await succeed('development', { rollbackTo: success.id });
      const again = JSON.stringify(
        await steps('development', { rollbackTo: success.id }),
      );
      // The same images, now by what they contained when they ran.
      expect(again).toContain('@sha256:');
      expect(JSON.parse(again.replace(/@sha256:[0-9a-f]{64}/g, ''))).toEqual(
        running,
      );
    });

    it('a secret of then that is gone is named', async () => {
      const secret =
        '/applications/shop/environments/development/values/OLD_KEY';
      await portal
        .as(MARIA)
        .put(secret, { value: 'canary', secret: true })
        .expect(204);
      const success = await portal.deploy('development');
      await portal.as(MARIA).delete(secret).expect(204);
      const { body } = await ask('development', {
        rollbackTo: success.id,
      }).expect(422);
      expect(body.problems).toMatchObject([
        {
          code: 'SecretGone',
          message: `Deployment #${success.number} had the secret OLD_KEY, which is not there any more.`,
        },
      ]);
    });

    it.each([
      [{ rollbackTo: 'nothing' }, "has no deployment 'nothing'"],
      [{ rollbackTo: 'x', images: WEB_2 }, 'rollbackTo and images'],
      [{ rollbackTo: 'x', pause: true }, 'rollbackTo and pause'],
      [{ promoteFrom: 'development', images: WEB_2 }, 'promoteFrom and images'],
      [{ pause: true, restart: ['web'] }, 'pause and restart'],
      [{ destroy: true, restart: ['web'] }, 'restart'],
      [{ replicas: { nobody: 1 } }, "no workload 'nobody' runs"],
      [{ restart: ['nobody'] }, "no workload 'nobody' runs"],
      [{ replicas: { web: -1 } }, 'replicas.web'],
      [{ replicas: { web: 100_000 } }, 'replicas.web'],
      [{ restart: [] }, 'restart'],
    ])('%j is refused by name', async (input, message) => {
      const { body } = await ask('development', input).expect(400);
      expect(body.error.message).toContain(message);
    });

    it.each([
      [{ remove: [{ address: 'postgres.default#main', how: 'destroy' }] }],
      [
        {
          remove: [{ address: 'postgres.default#main', how: 'destroy' }],
          restart: ['web'],
        },
      ],
    ])('%j is for those who may manage resources', async input => {
      const { body } = await ask('development', input).expect(403);
      expect(body.error.message).toContain('Managing resources in');
    });

    it('an environment that is not there gives nothing to promote', async () => {
      await ask('preview', { promoteFrom: 'nowhere' }).expect(404);
    });
  },
);
