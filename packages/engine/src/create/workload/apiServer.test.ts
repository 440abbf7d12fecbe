import { ProfilePatch, WorkloadKind } from '../../model';
import { reveal } from '../values';
import { FULL } from './__fixtures__/full';
import { onApiServer } from './__fixtures__/onApiServer';
import { profile, rendered } from './__fixtures__/renderInput';
import { valueAt } from './tree';

/** What we make, a real API server accepts. */

onApiServer('rendered workloads were', ({ ask, apply, namespace }) => {
  const LONG =
    'a-workload-with-a-name-that-is-exactly-sixty-three-characters-a';
  const KINDS: WorkloadKind[] = ['Deployment', 'StatefulSet', 'Job', 'CronJob'];
  const profileFor = (kind: WorkloadKind) =>
    profile({
      kind,
      defaults: kind === 'CronJob' ? { spec: { schedule: '0 3 * * *' } } : {},
    });

  describe.each(KINDS)('a %s', kind => {
    it.each([
      ['with everything a Score file can say', 'web', FULL],
      ['with the longest name', LONG, FULL],
      [
        'with a name and a port of digits',
        '"10"',
        'metadata: { name: NAME }\ncontainers: { main: { image: x } }\nservice: { ports: { "8080": { port: 80 } } }',
      ],
      [
        'with as little as possible',
        'web',
        'metadata: { name: NAME }\ncontainers: { main: { image: x } }',
      ],
    ])('%s is accepted', async (_, name, yaml) => {
      const objects = rendered(yaml.replace('NAME', name), {
        profile: profileFor(kind),
        extraLabels: { 'example.com/cost-centre': '42' },
      });
      for (const object of Object.values(objects)) {
        expect(await apply(object)).toMatchObject({
          status: 201,
          body: { kind: object.kind },
        });
      }
    });
  });

  it('a pod meets the pod security standard "baseline"', async () => {
    await ask({
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}`,
      body: {
        metadata: {
          labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
        },
      },
      contentType: 'application/merge-patch+json',
    });
    const template = valueAt(
      // A probe of another host is what the standard forbids and a Score file may ask.
      rendered(FULL.replace('NAME', 'web').replace('host: example.com,', ''))[
        'Deployment/web'
      ],
      'spec',
      'template',
    );
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace },
      spec: valueAt(template, 'spec') ?? null,
    };
    expect(
      await ask({
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
        body: reveal(pod),
      }),
    ).toMatchObject({ status: 201 });
  });

  it('a profile’s objects are accepted', async () => {
    const patches: ProfilePatch[] = [
      {
        name: 'sidecar',
        merge: {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name: 'vault-agent',
                    image: 'vault:1.17',
                    volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
                  },
                  {
                    name: 'web',
                    volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
                  },
                ],
                volumes: [{ name: 'shared', emptyDir: {} }],
              },
            },
          },
        },
      },
      {
        name: 'public',
        target: { kind: 'Service' },
        merge: { spec: { type: 'LoadBalancer' } },
      },
      {
        name: 'more',
        target: { kind: 'Secret' },
        merge: { stringData: { more: '${context.application}' } },
      },
    ];
    const objects = rendered(FULL.replace('NAME', 'web'), {
      profile: profile({ patches }),
    });
    for (const object of Object.values(objects))
      expect(await apply(object)).toMatchObject({ status: 201 });
  });
});
