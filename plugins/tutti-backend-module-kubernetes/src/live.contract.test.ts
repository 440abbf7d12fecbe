import { setTimeout as pause } from 'node:timers/promises';
import { Manifest, refOf } from '@tutti/engine';
import { configMap, workload } from './__testUtils__/manifests';
import { describePlaces, Site } from './__testUtils__/places';

const IMAGE = 'registry.example.com/web:1';
const OURS = { 'app.kubernetes.io/managed-by': 'tutti' };

const ours = (manifest: Manifest): Manifest => ({
  ...manifest,
  metadata: { ...manifest.metadata, labels: OURS },
});

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('not within 20 s');
    await pause(20);
  }
}

describePlaces(site => {
  describe('a watch', () => {
    const watching = ({ target }: Site, manifests: Manifest[]) => {
      const over = new AbortController();
      let changes = 0;
      const ended = target.runtime?.watch(
        manifests.map(refOf),
        () => {
          changes += 1;
        },
        over.signal,
      );
      return {
        changes: () => changes,
        async end() {
          over.abort();
          await ended;
        },
      };
    };

    it('says that pods came, that a workload is gone, and nothing while nothing happens', async () => {
      const place = site();
      const web = workload('Deployment', IMAGE);
      const { uid } = await place.create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      const watch = watching(site(), [web, configMap({})]);
      // A watch that has begun says nothing by itself: what comes then is seen.
      await pause(500);
      const before = watch.changes();
      const { resourceVersion } = await site().read(refOf(web));
      const scaled = workload('Deployment', IMAGE, 2);
      await site().target.apply(scaled, { uid, resourceVersion }, site().call);
      await until(() => watch.changes() > before);
      await site().health(
        web,
        ({ message }) => message === '2 of 2 replicas ready',
      );
      const scaledUp = watch.changes();
      await site().target.remove(refOf(web), { uid }, site().call);
      await until(() => watch.changes() > scaledUp);
      await watch.end();
      const atTheEnd = watch.changes();
      await place.create(web);
      await place.health(web, ({ status }) => status === 'healthy');
      expect(watch.changes()).toBe(atTheEnd);
    }, 60_000);
  });

  describe('a survey', () => {
    it('tells of every namespace at once, of what carries our label', async () => {
      const place = site();
      const neighbour = await place.neighbour(
        `${place.target.namespace}-neighbour`,
      );
      const web = ours(workload('Deployment', IMAGE));
      await place.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: neighbour.namespace },
      });
      await place.create(web);
      await place.create(ours(configMap({ a: 'b' })));
      await neighbour.apply(ours(configMap({})), 'absent', place.call);
      await place.create({
        ...configMap({}),
        metadata: { name: 'somebody-elses' },
      });
      await place.health(web, ({ status }) => status === 'healthy');
      const found = await place.driver.survey(
        'here',
        [
          { apiVersion: 'apps/v1', kind: 'Deployment' },
          { apiVersion: 'v1', kind: 'ConfigMap' },
          { apiVersion: 'example.com/v1', kind: 'Unheard' },
        ],
        place.call,
      );
      const here = (namespace: string) =>
        found
          .filter(({ ref }) => ref.namespace === namespace)
          .map(({ ref, status, message }) => [
            ref.kind,
            ref.name,
            status,
            message,
          ]);
      expect(here(place.target.namespace)).toEqual([
        ['Deployment', 'web', 'healthy', '1 of 1 replicas ready'],
        ['ConfigMap', 'settings', 'healthy', 'present'],
      ]);
      expect(here(neighbour.namespace)).toEqual([
        ['ConfigMap', 'settings', 'healthy', 'present'],
      ]);
    }, 60_000);
  });
});
