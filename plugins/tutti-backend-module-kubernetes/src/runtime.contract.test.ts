import {
  JsonObject,
  LogLine,
  refOf,
  RuntimeObject,
  RuntimeReader,
  TargetError,
} from '@tutti/engine';
import { setTimeout as pause } from 'node:timers/promises';
import { configMap, template, workload } from './__testUtils__/manifests';
import { describePlaces, Site } from './__testUtils__/places';

const IMAGE = 'registry.example.com/web:1';

function readerOf({ target }: Site): RuntimeReader {
  if (!target.runtime) throw new Error('Nobody can look at what runs there');
  return target.runtime;
}

/** The objects' kinds, each under what made it. */
function outline(objects: RuntimeObject[]): string[] {
  const depth = new Map<string, number>();
  return objects.map(({ uid, parent, ref }) => {
    const own = parent === undefined ? 0 : (depth.get(parent) ?? 0) + 1;
    depth.set(uid, own);
    return `${'  '.repeat(own)}${ref.kind}`;
  });
}

/** What runs, as the sandbox and real controllers make it. */
describePlaces((site, { onlySandbox }) => {
  const tree = (...manifests: Parameters<typeof refOf>[0][]) =>
    readerOf(site()).tree(manifests.map(refOf), site().call);

  describe('what runs', () => {
    it('is a tree down to pods, with images and restarts', async () => {
      const web = workload('Deployment', IMAGE, 2);
      const database = workload('StatefulSet', 'registry.example.com/db:1');
      for (const manifest of [configMap({}), web, database]) {
        await site().create(manifest);
      }
      await site().health(web, ({ status }) => status === 'healthy');
      await site().health(database, ({ status }) => status === 'healthy');
      const objects = await tree(configMap({}), web, database);
      expect(outline(objects)).toEqual([
        'ConfigMap',
        'Deployment',
        '  ReplicaSet',
        '    Pod',
        '    Pod',
        'StatefulSet',
        '  Pod',
      ]);
      expect(objects[1]).toMatchObject({
        ref: { kind: 'Deployment', name: 'web' },
        status: 'healthy',
        message: '2 of 2 replicas ready',
      });
      expect(objects[3]).toMatchObject({
        status: 'healthy',
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        containers: [
          {
            name: 'main',
            image: IMAGE,
            init: false,
            state: 'running',
            ready: true,
            restarts: 0,
          },
        ],
      });
    }, 45_000);

    it('shows no revision that nothing runs of, and nothing of others', async () => {
      const web = workload('Deployment', IMAGE);
      await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      const other = { ...web, metadata: { name: 'other' } };
      await site().create(other);
      const { uid, resourceVersion } = await site().read(refOf(web));
      const next = workload('Deployment', 'registry.example.com/web:2');
      await site().target.apply(next, { uid, resourceVersion }, site().call);
      await site().health(
        web,
        ({ status, message }) =>
          status === 'healthy' && message === '1 of 1 replicas ready',
      );
      const objects = await tree(web);
      expect(outline(objects)).toEqual([
        'Deployment',
        '  ReplicaSet',
        '    Pod',
      ]);
      expect(objects[2].containers?.[0].image).toBe(
        'registry.example.com/web:2',
      );
    }, 45_000);

    it('says what is wrong at the pod and above it', async () => {
      const web = workload(
        'Deployment',
        'registry.example.com/does-not-exist:1',
      );
      await site().create(web);
      await site().health(web, ({ status }) => status === 'failed');
      const [deployment, , pod] = await tree(web);
      for (const object of [deployment, pod]) {
        expect(object).toMatchObject({
          status: 'failed',
          cause: {
            reason: expect.stringMatching(/ImagePull/),
            message: expect.stringContaining('does-not-exist:1'),
          },
        });
      }
      expect(pod.containers).toEqual([
        expect.objectContaining({ state: 'waiting', ready: false }),
      ]);
    }, 45_000);

    it('leaves out what is not there', async () => {
      expect(await tree(configMap({}))).toEqual([]);
    });

    it('has the addresses of a Service’s pods below it', async () => {
      const web = workload('Deployment', IMAGE);
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: {
          selector: { app: 'web' },
          ports: [{ port: 80 }],
          // The controller leaves out pods without a node otherwise, and nobody gives them one here.
          publishNotReadyAddresses: true,
        },
      };
      await site().create(web);
      await site().create(service);
      await site().health(web, ({ status }) => status === 'healthy');
      let slices: RuntimeObject[] = [];
      while (!slices[1]?.endpoints) {
        slices = await tree(service);
        await pause(20);
      }
      expect(outline(slices)).toEqual(['Service', '  EndpointSlice']);
      expect(slices[1].endpoints).toEqual([
        expect.stringMatching(/^[\d.]+:80$/),
      ]);
    }, 45_000);
  });

  describe('the images', () => {
    const images = (...manifests: Parameters<typeof refOf>[0][]) =>
      readerOf(site()).images(manifests.map(refOf), site().call);
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    const statusOf = async (manifest: Parameters<typeof refOf>[0]) => {
      const [pod] = (await tree(manifest)).filter(
        ({ ref }) => ref.kind === 'Pod',
      );
      const path = `/api/v1/namespaces/${site().target.namespace}/pods/${
        pod.ref.name
      }`;
      const { content } = await site().read(pod.ref);
      return { path: `${path}/status`, status: content.status as JsonObject };
    };
    const rename = async (
      manifest: Parameters<typeof refOf>[0],
      imageID: string,
    ) => {
      const { path, status } = await statusOf(manifest);
      const [first] = status.containerStatuses as JsonObject[];
      await site().ask('PATCH', path, {
        status: { containerStatuses: [{ ...first, imageID }] },
      });
    };

    it('are named by the digest of what runs, of each container', async () => {
      const pinned = `registry.example.com/db:1@sha256:${'d'.repeat(64)}`;
      const web = workload('Deployment', IMAGE, 2);
      const database = workload('StatefulSet', pinned);
      const job = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate' },
        spec: {
          template: template('migrate', 'registry.example.com/migrate:1', {
            restartPolicy: 'Never',
            initContainers: [{ name: 'wait', image: 'busybox:1.36' }],
          }),
        },
      };
      for (const manifest of [configMap({}), web, database, job]) {
        await site().create(manifest);
      }
      for (const manifest of [web, database, job]) {
        await site().health(manifest, ({ status }) => status === 'healthy');
      }
      const found = await images(configMap({}), web, database, job);
      const of = (kind: string, container: string, image: string) => ({
        ref: expect.objectContaining({ kind }),
        container,
        image,
        digest,
      });
      expect(found).toHaveLength(4);
      expect(found).toEqual(
        expect.arrayContaining([
          of('Deployment', 'main', IMAGE),
          {
            ...of('StatefulSet', 'main', pinned),
            digest: `sha256:${'d'.repeat(64)}`,
          },
          of('Job', 'wait', 'busybox:1.36'),
          of('Job', 'main', 'registry.example.com/migrate:1'),
        ]),
      );
    }, 45_000);

    it('have no digest where pods of one tag run different contents', async () => {
      const web = workload('Deployment', IMAGE, 2);
      await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      const other = `registry.example.com/web@sha256:${'e'.repeat(64)}`;
      await rename(web, other);
      expect(await images(web)).toEqual([
        {
          ref: expect.objectContaining({ kind: 'Deployment' }),
          container: 'main',
          image: IMAGE,
          unknown: 'differs',
        },
      ]);
    }, 45_000);

    it('have none where a node names none by which a registry knows it', async () => {
      const web = workload('Deployment', IMAGE);
      await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      // It was loaded onto the node: the id of its configuration.
      await rename(web, `sha256:${'f'.repeat(64)}`);
      expect(await images(web)).toMatchObject([{ unknown: 'unreported' }]);
    }, 45_000);

    it('are those of the newest revision', async () => {
      const web = workload('Deployment', IMAGE);
      await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      const { uid, resourceVersion } = await site().read(refOf(web));
      const next = workload('Deployment', 'registry.example.com/web:2');
      await site().target.apply(next, { uid, resourceVersion }, site().call);
      await site().health(
        web,
        ({ status, message }) =>
          status === 'healthy' && message === '1 of 1 replicas ready',
      );
      expect(await images(web)).toMatchObject([
        { image: 'registry.example.com/web:2', digest },
      ]);
    }, 45_000);

    it('are none where no pod is ready, or nothing is there', async () => {
      const web = workload(
        'Deployment',
        'registry.example.com/does-not-exist:1',
      );
      await site().create(web);
      await site().health(web, ({ status }) => status === 'failed');
      expect(await images(web, workload('StatefulSet', IMAGE))).toEqual([]);
    }, 45_000);
  });

  describe('an object', () => {
    it('says who set which of its fields', async () => {
      await site().create(configMap({ COLOR: 'blue' }));
      await site().ask(
        'PATCH',
        `/api/v1/namespaces/${site().target.namespace}/configmaps/settings`,
        { data: { 'logo.svg': '<svg/>' } },
      );
      const live = await site().read(refOf(configMap({})));
      const managers = readerOf(site()).managers(live);
      expect(managers.find(({ name }) => name === 'tutti')).toMatchObject({
        operation: 'Apply',
        at: expect.any(String),
        fields: expect.arrayContaining(['data.COLOR']),
      });
      expect(
        managers.filter(({ fields }) => fields.includes('data["logo.svg"]')),
      ).toEqual([expect.objectContaining({ operation: 'Update' })]);
    });
  });

  describe('events', () => {
    it('name what they are about', async () => {
      const web = workload('Deployment', IMAGE);
      const { uid } = await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      const events = await readerOf(site()).events(
        [site().target.namespace],
        site().call,
      );
      expect(events.filter(({ about }) => about === uid)).toContainEqual({
        at: expect.stringMatching(/Z$/),
        warning: false,
        reason: 'ScalingReplicaSet',
        message: expect.stringContaining('Scaled up'),
        count: 1,
        about: uid,
      });
    }, 45_000);
  });

  describe('a log', () => {
    it('of a pod that is not there is not found', async () => {
      const log = readerOf(site()).log(
        {
          namespace: site().target.namespace,
          pod: 'nobody',
          container: 'main',
          previous: false,
          tail: 10,
        },
        site().call,
      );
      await expect(log).rejects.toMatchObject({ code: 'notFound' });
    });
  });

  onlySandbox(
    'no container runs on the real control plane, so nobody says anything',
    () => {
      const runningPod = async () => {
        const web = workload('Deployment', IMAGE);
        await site().create(web);
        await site().health(web, ({ status }) => status === 'healthy');
        const pod = (await tree(web)).find(({ ref }) => ref.kind === 'Pod');
        return {
          namespace: site().target.namespace,
          pod: pod?.ref.name ?? '',
          container: 'main',
          previous: false,
          tail: 100,
        };
      };

      it('has its lines with their times', async () => {
        const query = await runningPod();
        const lines = await readerOf(site()).log(query, site().call);
        expect(lines.map(({ text }) => text)).toEqual([
          expect.stringContaining('simulation'),
          `starting ${IMAGE} (container main)`,
        ]);
        expect(lines[1].at).toMatch(/^\d{4}-.*\.\d{9}Z$/);
        const later = { ...query, since: lines[0].at };
        expect(await readerOf(site()).log(later, site().call)).toEqual([
          lines[1],
        ]);
        expect(
          await readerOf(site()).log({ ...query, tail: 1 }, site().call),
        ).toEqual([lines[1]]);
      });

      it('of an instance that never was is not found', async () => {
        const query = { ...(await runningPod()), previous: true };
        await expect(
          readerOf(site()).log(query, site().call),
        ).rejects.toMatchObject({
          code: 'notFound',
          message: expect.stringContaining('previous'),
        });
      });

      it('is followed until nobody reads it', async () => {
        const query = await runningPod();
        const heard: LogLine[] = [];
        const over = new AbortController();
        const lines = await readerOf(site()).follow(query, {
          signal: over.signal,
          timeoutMs: 60_000,
        });
        const reading = (async () => {
          for await (const some of lines) {
            heard.push(...some);
            // Said while somebody read.
            if (heard.some(({ text }) => text.startsWith('ok'))) over.abort();
          }
        })();
        await expect(reading).rejects.toBeInstanceOf(TargetError);
        expect(heard[1].text).toBe(`starting ${IMAGE} (container main)`);
        expect(heard.at(-1)?.text).toMatch(/^ok \(\d+\)$/);
      }, 30_000);
    },
  );
});
