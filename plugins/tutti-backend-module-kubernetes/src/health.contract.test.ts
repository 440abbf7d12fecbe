import { ObjectHealth, refOf } from '@tutti/engine';
import {
  claim,
  configMap,
  template,
  workload,
} from './__testUtils__/manifests';
import { describePlaces } from './__testUtils__/places';

const is = (status: ObjectHealth['status']) => (health: ObjectHealth) =>
  health.status === status;

/** Health and its causes, against the sandbox and against real controllers. */
describePlaces((site, { onlyReal, onlySandbox }) => {
  describe('health', () => {
    it('of what is not there is missing', async () => {
      expect(await site().healthOf(configMap({}))).toEqual({
        ref: refOf(configMap({})),
        status: 'missing',
        message: 'not there',
      });
    });

    it('of workloads comes with their pods', async () => {
      const web = workload('Deployment', 'registry.example.com/web:1', 2);
      const database = workload('StatefulSet', 'registry.example.com/db:1');
      await site().create(web);
      await site().create(database);
      expect(await site().health(web, is('healthy'))).toEqual({
        ref: refOf(web),
        status: 'healthy',
        message: '2 of 2 replicas ready',
        ready: { count: 2, of: 2 },
      });
      expect(await site().health(database, is('healthy'))).toMatchObject({
        message: '1 of 1 replicas ready',
      });
    }, 45_000);

    it('of a Job is its success', async () => {
      const job = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate' },
        spec: {
          template: template('migrate', 'registry.example.com/migrate:1', {
            restartPolicy: 'Never',
          }),
        },
      };
      await site().create(job);
      expect(await site().health(job, is('healthy'))).toMatchObject({
        message: 'completed',
      });
    }, 30_000);

    it('of several objects is given in their order', async () => {
      const web = workload('Deployment', 'registry.example.com/web:1');
      await site().create(configMap({}));
      await site().create(web);
      await site().health(web, is('healthy'));
      const missing = { ...refOf(web), name: 'other' };
      const { target, call } = site();
      const healths = await target.health(
        [missing, refOf(configMap({})), refOf(web)],
        call,
      );
      expect(healths.map(({ status }) => status)).toEqual([
        'missing',
        'healthy',
        'healthy',
      ]);
    }, 30_000);

    it('says why an image cannot be had, and forgets it with the next image', async () => {
      const { target, call } = site();
      const image = 'registry.example.com/does-not-exist:1';
      const bad = workload('Deployment', image);
      const made = await site().create(bad);
      // A pod may fail before the Deployment's own status is written: both are awaited.
      const health = await site().health(
        bad,
        ({ status, message, cause }) =>
          status === 'failed' &&
          message === '0 of 1 replicas ready' &&
          Boolean(cause?.events),
      );
      expect(health).toMatchObject({
        cause: {
          message: `image ${image} cannot be pulled: not found`,
          container: 'main',
          pod: expect.stringMatching(/^web-/),
        },
      });

      const good = workload('Deployment', 'registry.example.com/web:1');
      await target.apply(good, await site().read(made.ref), call);
      const next = await site().health(
        good,
        ({ status }) => status !== 'progressing',
      );
      expect(next.status).toBe('healthy');
    }, 45_000);

    it('says why a container crashes', async () => {
      const bad = workload('Deployment', 'registry.example.com/web:crash');
      await site().create(bad);
      expect(await site().health(bad, is('failed'))).toMatchObject({
        cause: {
          reason: expect.stringMatching(/^(CrashLoopBackOff|Error)$/),
          message: expect.stringMatching(
            /^container main crashes with exit code \d+, restarted \d+ times$/,
          ),
        },
      });
    }, 30_000);
  });

  onlySandbox(
    'no container runs on the real control plane, so it has no log',
    () => {
      it('shows the last lines of a container that crashes', async () => {
        const bad = workload('Deployment', 'registry.example.com/web:crash');
        await site().create(bad);
        const { cause } = await site().health(bad, is('failed'));
        expect(cause?.logTail?.length).toBeGreaterThan(0);
        expect(cause?.logTail?.length).toBeLessThanOrEqual(20);
      }, 30_000);
    },
  );

  onlyReal('quotas and volumes are not pretended', () => {
    it('says why no pod is made', async () => {
      await site().create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'none' },
        spec: { hard: { pods: '0' } },
      });
      await site().ask(
        'PATCH',
        `/api/v1/namespaces/${
          site().target.namespace
        }/resourcequotas/none/status`,
        { status: { hard: { pods: '0' }, used: { pods: '0' } } },
      );
      for (const kind of ['Deployment', 'StatefulSet'] as const) {
        const web = workload(kind, 'registry.example.com/web:1');
        await site().create(web);
        const health = await site().health(
          web,
          ({ cause }) => cause !== undefined,
        );
        expect(health).toMatchObject({
          status: 'progressing',
          cause: {
            reason: 'FailedCreate',
            message:
              'no pod could be made: the quota none is used up (asked for pods=1, used pods=0, limit pods=0)',
            said: expect.stringContaining('exceeded quota'),
          },
        });
      }
    }, 45_000);

    it('does not wait for a claim that waits for its pod', async () => {
      await site().create({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'late' },
        provisioner: 'example.com/none',
        volumeBindingMode: 'WaitForFirstConsumer',
      });
      const data = claim('late');
      await site().create(data);
      expect(await site().health(data, is('healthy'))).toMatchObject({
        message: 'bound as soon as a pod uses it',
      });
    }, 30_000);

    it('says why a claim is not bound', async () => {
      const data = claim('not-there');
      await site().create(data);
      const health = await site().health(
        data,
        ({ cause }) => cause !== undefined,
      );
      expect(health).toMatchObject({
        status: 'progressing',
        message: 'not bound yet',
        cause: {
          message:
            'the volume cannot be had yet: there is no storage class not-there',
          said: expect.stringContaining('not-there'),
        },
      });
    }, 30_000);
  });
});
