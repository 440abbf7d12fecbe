import { setTimeout as pause } from 'node:timers/promises';
import { DryRunAnswer, Manifest } from '@tutti/engine';
import { at } from './json';
import { claim, configMap, workload } from './__testUtils__/manifests';
import { describePlaces, Site } from './__testUtils__/places';

/** What a cluster says of objects before they are applied, and that saying it changes nothing. */
describePlaces((site, { onlyReal }) => {
  const ask = (
    manifest: Manifest,
    live?: { uid: string; resourceVersion: string },
  ) => {
    const { target, call } = site();
    if (!target.dryRun) throw new Error('the target answers no dry runs');
    return target.dryRun(manifest, live ?? 'absent', call);
  };

  it('accepts what would be made, as it would be, and makes nothing', async () => {
    const answer = await ask(
      workload('Deployment', 'registry.example.com/web:1'),
    );
    expect(answer).toMatchObject({
      outcome: 'accepted',
      takes: [],
      object: { spec: { progressDeadlineSeconds: 600 } },
    });
    const { target, call } = site();
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    expect(await target.observe([ref], call)).toEqual([]);
  });

  it('accepts what would be changed, and changes nothing', async () => {
    const made = await site().create(configMap({ a: '1' }));
    const answer = await ask(configMap({ a: '2' }), made);
    expect(answer).toMatchObject({
      outcome: 'accepted',
      object: { data: { a: '2' } },
    });
    const after = await site().read(made.ref);
    expect(after.content).toEqual(made.content);
  });

  it('names the fields of others that would be taken', async () => {
    const { target } = site();
    const made = await site().create(configMap({ a: '1', b: '1' }));
    await site().ask(
      'PATCH',
      `/api/v1/namespaces/${target.namespace}/configmaps/settings?fieldManager=by-hand`,
      { data: { a: 'foreign' } },
    );
    const live = await site().read(made.ref);
    expect(await ask(configMap({ a: '1', b: '1' }), live)).toMatchObject({
      outcome: 'accepted',
      object: { data: { a: '1' } },
      takes: [{ manager: 'by-hand', path: '.data.a' }],
    });
    expect((await site().read(made.ref)).content.data).toMatchObject({
      a: 'foreign',
    });
  });

  it('refuses what does not fit the kind, in the words of the cluster', async () => {
    const web = workload('Deployment', 'registry.example.com/web:1', -1);
    expect(await ask(web)).toMatchObject({
      outcome: 'refused',
      reason: 'invalid',
      message: expect.stringContaining('spec.replicas: Invalid value'),
    });
    expect(await ask({ ...configMap({}), surprise: true })).toMatchObject({
      outcome: 'refused',
      reason: 'invalid',
      message: expect.stringContaining('surprise'),
    });
  });

  it.each<[string, Manifest, Manifest]>([
    [
      'the selector of a Deployment',
      workload('Deployment', 'registry.example.com/web:1'),
      withApp(workload('Deployment', 'registry.example.com/web:1'), 'other'),
    ],
    [
      'the name of the service of a StatefulSet',
      workload('StatefulSet', 'registry.example.com/db:1'),
      withSpec(workload('StatefulSet', 'registry.example.com/db:1'), {
        serviceName: 'other',
      }),
    ],
    [
      'what runs in a Job',
      job('registry.example.com/migrate:1'),
      job('registry.example.com/migrate:2'),
    ],
    [
      'data of a ConfigMap that is immutable',
      { ...configMap({ a: '1' }), immutable: true },
      { ...configMap({ a: '2' }), immutable: true },
    ],
    ['the type of a Secret', secret('Opaque'), secret('example.com/other')],
    ['the class of a claim', claim('slow'), claim('fast')],
  ])('tells that %s cannot be changed', async (_, before, after) => {
    const made = await site().create(before);
    const answer = await withFreshVersion(site(), made.ref, live =>
      ask(after, live),
    );
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'immutable' });
  });

  it('never repeats a value of a Secret', async () => {
    const answer = await ask({
      ...secret('Opaque'),
      stringData: { password: ['canary'] },
    });
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'invalid' });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it('has no answer where the namespace or the kind is not there yet, or the object moved', async () => {
    const { call } = site();
    const lost = await site().neighbour('nowhere');
    expect(await lost.dryRun?.(configMap({}), 'absent', call)).toEqual({
      outcome: 'unanswered',
      why: 'namespace-missing',
    });
    const thing = {
      apiVersion: 'nobody.example.com/v1',
      kind: 'Thing',
      metadata: { name: 'x' },
    };
    expect(await ask(thing)).toEqual({
      outcome: 'unanswered',
      why: 'kind-missing',
    });
    await site().create(configMap({ a: '1' }));
    expect(await ask(configMap({ a: '2' }))).toEqual({
      outcome: 'unanswered',
      why: 'moved',
    });
  });

  onlyReal('the sandbox has no quotas and no admission', () => {
    it('tells a quota from a missing right', async () => {
      const { target } = site();
      await site().create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'small' },
        spec: { hard: { 'count/configmaps': '0' } },
      });
      const answer = await eventually(
        () => ask(configMap({})),
        ({ outcome }) => outcome === 'refused',
      );
      expect(answer).toMatchObject({
        reason: 'quota',
        message: expect.stringContaining('exceeded quota: small'),
      });
      expect(target.simulated).toBe(false);
    }, 30_000);

    it('tells what admission denies', async () => {
      const { target } = site();
      const name = `no-${target.namespace}`;
      await site().create({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name },
        spec: {
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE', 'UPDATE'],
                resources: ['configmaps'],
              },
            ],
          },
          validations: [
            {
              expression: `object.metadata.namespace != '${target.namespace}'`,
              message: 'no settings here',
            },
          ],
        },
      });
      await site().create({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name },
        spec: { policyName: name, validationActions: ['Deny'] },
      });
      const answer = await eventually(
        () => ask(configMap({})),
        ({ outcome }) => outcome === 'refused',
      );
      expect(answer).toMatchObject({
        reason: 'admission',
        message: expect.stringContaining('no settings here'),
      });
    }, 30_000);
  });
});

/** Controllers write to what was just made: the version of now. */
async function withFreshVersion(
  site: Site,
  ref: Parameters<Site['read']>[0],
  work: (live: {
    uid: string;
    resourceVersion: string;
  }) => Promise<DryRunAnswer>,
): Promise<DryRunAnswer> {
  return eventually(
    async () => work(await site.read(ref)),
    answer => answer.outcome !== 'unanswered',
  );
}

async function eventually<Answer>(
  look: () => Promise<Answer>,
  satisfies: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const answer = await look();
    if (satisfies(answer) || performance.now() > deadline) return answer;
    await pause(50);
  }
}

function withSpec(manifest: Manifest, more: Manifest['metadata']): Manifest {
  const spec = at(manifest, 'spec');
  return { ...manifest, spec: { ...Object(spec), ...more } };
}

function withApp(manifest: Manifest, app: string): Manifest {
  const template = at(manifest, 'spec', 'template');
  return withSpec(manifest, {
    selector: { matchLabels: { app } },
    template: { ...Object(template), metadata: { labels: { app } } },
  });
}

function job(image: string): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate' },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'main', image }],
        },
      },
    },
  };
}

function secret(type: string): Manifest {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, type };
}
