import { setTimeout as pause } from 'node:timers/promises';
import { JsonObject, Manifest, ObjectRef, refOf, Target } from '@tutti/engine';
import { at, objectsAt, textAt } from './json';
import {
  configMap,
  definitionOf,
  namespaceOf,
  template,
  workload,
} from './__testUtils__/manifests';
import { describePlaces } from './__testUtils__/places';

/**
 * What the engine may rely on when it writes and reads, proven over HTTP against the sandbox
 * and against a real control plane, word for word the same.
 */
describePlaces(site => {
  describe('kinds', () => {
    it('with and without a namespace are told apart', async () => {
      const { target } = site();
      expect(await target.isNamespaced('v1', 'Namespace')).toBe(false);
      expect(await target.isNamespaced('apps/v1', 'Deployment')).toBe(true);
    });

    it('that are misspelt are refused, with what was meant', async () => {
      const { target } = site();
      await expect(
        target.isNamespaced('apps/v1', 'deployment'),
      ).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('Did you mean Deployment?'),
      });
    });

    it('whose definition comes later are found then', async () => {
      const { target, call } = site();
      const object = {
        apiVersion: 'lab.example.com/v1',
        kind: 'Workspace',
        metadata: { name: 'mine' },
        spec: { size: 1 },
      };
      await expect(site().create(object)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(
          `does not know kind ${object.kind} of lab.example.com/v1`,
        ),
      });
      expect(await target.observe([refOf(object)], call)).toEqual([]);
      await target.remove(refOf(object), { uid: 'any' }, call);

      const definition = definitionOf(object.kind);
      await site().create(definition);
      await site().health(definition, ({ status }) => status === 'healthy');
      const made = await site().create(object);
      expect(made.ref.namespace).toBe(target.namespace);
      expect(await site().healthOf(object)).toMatchObject({
        status: 'healthy',
      });
    });
  });

  describe('apply', () => {
    it('makes what is absent, and refuses to when it is present', async () => {
      const { target } = site();
      const made = await site().create(configMap({ a: '1' }));
      expect(made.ref).toEqual({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: target.namespace,
        name: 'settings',
      });
      expect(made.content).toMatchObject({ data: { a: '1' } });
      await expect(site().create(configMap({ a: '2' }))).rejects.toMatchObject({
        code: 'conflict',
        retryable: false,
      });
      expect((await site().read(made.ref)).content.data).toEqual({ a: '1' });
    });

    it('changes exactly the version that was expected, and removes what left the manifest', async () => {
      const { target, call } = site();
      const first = await site().create(configMap({ a: '1', b: '1' }));
      const second = await target.apply(configMap({ a: '2' }), first, call);
      expect(second.uid).toBe(first.uid);
      expect(second.content.data).toEqual({ a: '2' });
      await expect(
        target.apply(configMap({ a: 'late' }), first, call),
      ).rejects.toMatchObject({ code: 'conflict' });
      expect((await site().read(first.ref)).content.data).toEqual({ a: '2' });
    });

    it('never makes a deleted object anew, nor changes its successor', async () => {
      const { target, call } = site();
      const first = await site().create(configMap({ a: '1' }));
      await target.remove(first.ref, { uid: first.uid }, call);
      const late = target.apply(configMap({ a: 'late' }), first, call);
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await site().read(first.ref)).toBeUndefined();

      const successor = await site().create(configMap({ a: 'new' }));
      await expect(
        target.apply(
          configMap({ a: 'late' }),
          { uid: first.uid, resourceVersion: successor.resourceVersion },
          call,
        ),
      ).rejects.toMatchObject({ code: 'conflict' });
      expect((await site().read(first.ref)).content.data).toEqual({ a: 'new' });
    });

    it('takes its own fields back and leaves those of others alone', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1' }));
      await site().ask('PATCH', pathOf(target, 'settings'), {
        data: { a: 'foreign', b: 'foreign' },
      });
      const live = await site().read(made.ref);
      expect(live.content.data).toEqual({ a: 'foreign', b: 'foreign' });
      const again = await target.apply(configMap({ a: '1' }), live, call);
      expect(again.content.data).toEqual({ a: '1', b: 'foreign' });
    });

    it('leaves fields of others alone where it is told to, and names who owns which', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1', b: '1' }));
      const path = `${pathOf(target, 'settings')}?fieldManager=by-hand`;
      await site().ask('PATCH', path, { data: { a: 'x', b: 'y' } });
      const live = await site().read(made.ref);
      await expect(
        target.apply(configMap({ a: '1', b: '1' }), live, call, 'refuse'),
      ).rejects.toMatchObject({
        code: 'fieldConflict',
        retryable: false,
        message: expect.stringMatching(
          /: \.data\.a belongs to by-hand, \.data\.b belongs to by-hand\. Have the other manager give the field up/,
        ),
      });
      expect((await site().read(made.ref)).content.data).toEqual({
        a: 'x',
        b: 'y',
      });
    });

    it('refuses what does not fit the kind, naming the field', async () => {
      const broken = configMap({});
      await expect(
        site().create({ ...broken, surprise: true }),
      ).rejects.toMatchObject({
        code: 'invalid',
        retryable: false,
        message: expect.stringContaining('surprise'),
      });
      const deployment = workload('Deployment', 'registry.example.com/web:1');
      await expect(
        site().create({
          ...deployment,
          spec: {
            selector: { matchLabels: { app: 'other' } },
            template: template('web', 'registry.example.com/web:1'),
          },
        }),
      ).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('spec.template.metadata.labels'),
      });
    });

    it('never repeats a value of a Secret', async () => {
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'database' },
      };
      const attempts: Manifest[] = [
        { ...secret, stringData: { password: ['canary'] } },
        { ...secret, data: { password: 'canary?' } },
      ];
      for (const attempt of attempts) {
        const error = await site()
          .create(attempt)
          .then(
            () => undefined,
            thrown => thrown,
          );
        expect(error).toMatchObject({ code: 'invalid', retryable: false });
        expect(String(error)).not.toContain('canary');
      }
    });

    it('says so when the namespace is not there', async () => {
      const { call } = site();
      const lost = await site().neighbour('nowhere');
      await expect(
        lost.apply(configMap({}), 'absent', call),
      ).rejects.toMatchObject({
        code: 'notFound',
        message: expect.stringContaining('nowhere'),
      });
    });
  });

  describe('stamp', () => {
    it('lets a late request fail, changes no content, and survives the next apply', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1' }));
      const stamped = await target.stamp(made.ref, made, call);
      expect(stamped.uid).toBe(made.uid);
      expect(stamped.resourceVersion).not.toBe(made.resourceVersion);
      expect(stamped.content.data).toEqual({ a: '1' });
      await expect(
        target.apply(configMap({ a: 'late' }), made, call),
      ).rejects.toMatchObject({ code: 'conflict' });
      await expect(target.remove(made.ref, made, call)).rejects.toMatchObject({
        code: 'conflict',
      });

      const again = await target.stamp(made.ref, stamped, call);
      expect(again.resourceVersion).not.toBe(stamped.resourceVersion);
      const next = await target.apply(configMap({ a: '2' }), again, call);
      expect(stampOf(next.content)).toBe(stampOf(again.content));
      expect(next.content.data).toEqual({ a: '2' });
    });

    it('never makes an object', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1' }));
      await target.remove(made.ref, { uid: made.uid }, call);
      await expect(target.stamp(made.ref, made, call)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await site().read(made.ref)).toBeUndefined();
    });
  });

  describe('release', () => {
    it('takes away what says that it is ours, and leaves the rest as it is', async () => {
      const { target, call } = site();
      const root = `/api/v1/namespaces/${target.namespace}/configmaps`;
      await site().ask('POST', root, {
        ...configMap({ a: 'theirs', b: 'theirs' }),
        metadata: { name: 'settings', labels: { by: 'hand' } },
      });
      const before = await site().read(refOf(configMap({})));
      const manifest = configMap({ a: 'ours', c: 'ours' });
      const adopted = await target.apply(
        {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            labels: {
              'app.kubernetes.io/managed-by': 'tutti',
              'tutti.dev/environment-id': 'env-1',
              team: 'a',
            },
          },
        },
        before ?? 'absent',
        call,
      );
      const stamped = await target.stamp(adopted.ref, adopted, call);
      await expect(
        target.release(adopted.ref, adopted, call),
      ).rejects.toMatchObject({ code: 'conflict' });
      await target.release(adopted.ref, stamped, call);

      const left = await site().read(adopted.ref);
      expect(left.content).toMatchObject({
        metadata: { uid: adopted.uid },
        data: { a: 'ours', b: 'theirs', c: 'ours' },
      });
      expect(at(left.content, 'metadata', 'labels')).toEqual({
        by: 'hand',
        team: 'a',
      });
      expect(at(left.content, 'metadata', 'annotations')).toBeUndefined();
      const managers = objectsAt(left.content, 'metadata', 'managedFields').map(
        ({ manager }) => manager,
      );
      expect(managers).not.toContain('tutti');
      expect(managers).not.toContain('tutti-fence');
      // A late request for what was is refused; whoever comes next begins anew.
      await expect(
        target.apply(configMap({ a: 'late' }), stamped, call),
      ).rejects.toMatchObject({ code: 'conflict' });
      const next = await target.apply(configMap({ a: 'new' }), left, call);
      expect(next.content.data).toEqual({ a: 'new', b: 'theirs', c: 'ours' });
    });

    it('of what is gone, or another by its name, changes nothing', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1' }));
      await target.remove(made.ref, { uid: made.uid }, call);
      await target.release(made.ref, made, call);
      const successor = await site().create(configMap({ a: '2' }));
      await expect(target.release(made.ref, made, call)).rejects.toMatchObject({
        code: 'conflict',
      });
      await target.release(made.ref, successor, call);
      expect((await site().read(made.ref)).content.data).toEqual({ a: '2' });
    });
  });

  describe('observe', () => {
    it('finds what is there of what was asked for, and nothing else', async () => {
      const { target, call } = site();
      const here = await Promise.all(
        ['a', 'b', 'c'].map(each =>
          site().create({ ...configMap({}), metadata: { name: each } }),
        ),
      );
      const other = await site().neighbour(`${target.namespace}-b`);
      await other.apply(namespaceOf(other), 'absent', call);
      const there = await other.apply(configMap({ x: '1' }), 'absent', call);
      const refs: ObjectRef[] = [
        here[0].ref,
        here[2].ref,
        { ...here[0].ref, name: 'missing' },
        there.ref,
        refOf(namespaceOf(target)),
        { apiVersion: 'nobody.example.com/v1', kind: 'Thing', name: 'x' },
      ];
      const live = await target.observe(refs, call);
      expect(new Set(live.map(({ ref }) => ref))).toEqual(
        new Set([refs[0], refs[1], refs[3], refs[4]]),
      );
      for (const { ref, uid, resourceVersion, content } of live) {
        expect(content).toMatchObject({
          apiVersion: ref.apiVersion,
          kind: ref.kind,
          metadata: { name: ref.name, uid, resourceVersion },
        });
      }
    });
  });

  describe('remove', () => {
    it('deletes exactly the object that is meant, once', async () => {
      const { target, call } = site();
      const made = await site().create(configMap({ a: '1' }));
      const changed = await target.apply(configMap({ a: '2' }), made, call);
      for (const wrong of [made, { uid: 'of-somebody-else' }]) {
        await expect(
          target.remove(made.ref, wrong, call),
        ).rejects.toMatchObject({ code: 'conflict' });
      }
      expect(await site().read(made.ref)).toBeDefined();
      await target.remove(made.ref, changed, call);
      expect(await site().read(made.ref)).toBeUndefined();
      await target.remove(made.ref, changed, call);
    });

    it('takes what the object owns with it', async () => {
      const { target, call } = site();
      const web = workload('Deployment', 'registry.example.com/web:1');
      const made = await site().create(web);
      await site().health(web, ({ status }) => status === 'healthy');
      await target.remove(made.ref, { uid: made.uid }, call);
      const root = `/namespaces/${target.namespace}`;
      const deadline = performance.now() + 20_000;
      for (;;) {
        const left = await Promise.all([
          site().ask('GET', `/apis/apps/v1${root}/replicasets`),
          site().ask('GET', `/api/v1${root}/pods`),
        ]);
        if (left.every(list => objectsAt(list, 'items').length === 0)) break;
        expect(performance.now()).toBeLessThan(deadline);
        await pause(50);
      }
    }, 30_000);
  });
});

function pathOf(target: Target, name: string): string {
  return `/api/v1/namespaces/${target.namespace}/configmaps/${name}`;
}

function stampOf(content: JsonObject): string | undefined {
  return textAt(at(content, 'metadata', 'annotations'), 'tutti.dev/fence');
}
