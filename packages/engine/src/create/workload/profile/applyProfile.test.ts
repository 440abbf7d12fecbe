import { Secret, ProfilePatch } from '../../../model';
import {
  podSpecOf,
  podTemplate,
  problems,
  profile,
  rendered,
  renderInput,
  score,
} from '../__fixtures__/renderInput';
import { renderWorkload } from '../render';
import { valueAt } from '../tree';

const WEB = `
metadata: { name: web }
containers: { web: { image: "nginx:1.27", variables: { PW: "\${resources.db.password}" }, resources: { limits: { memory: 64Mi } } } }
service: { ports: { http: { port: 80 } } }
resources: { db: { type: postgres } }
`;

const withPatches = (...patches: ProfilePatch[]) => ({
  profile: profile({ patches }),
});

const sidecar: ProfilePatch = {
  name: 'sidecar',
  when: 'context.environmentType == "production"',
  merge: {
    spec: {
      template: {
        spec: { containers: [{ name: 'vault-agent', image: 'vault:1.17' }] },
      },
    },
  },
};

const containerNames = (objects: ReturnType<typeof rendered>) => {
  const containers = valueAt(podSpecOf(objects), 'containers');
  return Array.isArray(containers)
    ? containers.map(container => valueAt(container, 'name'))
    : [];
};

describe('a patch', () => {
  it('adds a sidecar to every workload, where its condition holds', () => {
    const context = (environmentType: string) => ({
      application: 'shop',
      environment: 'live',
      environmentType,
      release: 'r-1',
      workloads: {},
      values: {},
      secrets: {},
      neighbours: {},
    });
    const objects = (environmentType: string) =>
      rendered(WEB, {
        ...withPatches(sidecar),
        context: context(environmentType),
      });
    expect(containerNames(objects('production'))).toEqual([
      'vault-agent',
      'web',
    ]);
    expect(containerNames(objects('staging'))).toEqual(['web']);
  });

  it('fills its placeholders with the workload it meets', () => {
    const objects = rendered(
      WEB,
      withPatches({
        name: 'apm',
        merge: {
          spec: {
            template: {
              metadata: {
                labels: { 'apm.example.com/service': '${workload.name}' },
              },
            },
          },
        },
      }),
    );
    expect(valueAt(podTemplate(objects), 'metadata', 'labels')).toMatchObject({
      'app.kubernetes.io/name': 'web',
      'apm.example.com/service': 'web',
    });
  });

  it.each([
    ['workload.containers.exists(c, c.image.startsWith("nginx:"))', true],
    ['workload.service.ports.exists(p, p.port == 443)', false],
    ['workload.resources.exists(r, r.type == "postgres")', true],
    ['has(workload.containers[0].resources.limits.memory)', true],
    ['"tutti.dev/x" in workload.annotations', false],
    ['context.owner == "group:default/team-a"', true],
    ['context.release == "r-1" && context.application == "shop"', true],
    ['context.labels.tier == "gold"', true],
    ['"region" in context.labels', false],
  ])('applies when %s: %s', (when, applies) => {
    const objects = rendered(WEB, {
      ...withPatches({ ...sidecar, when }),
      labels: { tier: 'gold' },
    });
    expect(containerNames(objects).length === 2).toBe(applies);
  });

  it('comes after the defaults and the patches before it', () => {
    const replicas = (count: number) => ({ spec: { replicas: count } });
    const objects = rendered(WEB, {
      profile: profile({
        defaults: replicas(1),
        patches: [
          { name: 'two', merge: replicas(2) },
          {
            name: 'three',
            json6902: [{ op: 'replace', path: '/spec/replicas', value: 3 }],
          },
        ],
      }),
    });
    expect(objects['Deployment/web'].spec).toMatchObject({ replicas: 3 });
  });

  it('may be for another object than the one that runs the pods', () => {
    const objects = rendered(
      WEB,
      withPatches({
        name: 'public',
        target: { kind: 'Service' },
        merge: { spec: { type: 'LoadBalancer' } },
      }),
    );
    expect(objects['Service/web'].spec).toMatchObject({ type: 'LoadBalancer' });
  });

  it('has nothing to do where the workload has no such object', () => {
    const patch = {
      name: 'public',
      target: { kind: 'Service' },
      merge: { spec: { type: 'LoadBalancer' } },
    };
    const quiet = 'metadata: { name: web }\ncontainers: { web: { image: x } }';
    expect(problems(quiet, withPatches(patch))).toEqual([]);
  });

  it('leaves the headless Service of a StatefulSet alone', () => {
    const objects = rendered(WEB, {
      profile: profile({
        kind: 'StatefulSet',
        patches: [
          {
            name: 'public',
            target: { kind: 'Service' },
            merge: { spec: { type: 'LoadBalancer' } },
          },
        ],
      }),
    });
    expect(objects['Service/web'].spec).toMatchObject({ type: 'LoadBalancer' });
    expect(objects['Service/web-headless'].spec).not.toHaveProperty('type');
  });

  it('changes what the pods read, and so the digest that rolls them', () => {
    const digest = (patches: ProfilePatch[]) =>
      valueAt(
        podTemplate(rendered(WEB, { profile: profile({ patches }) })),
        'metadata',
        'annotations',
        'tutti.dev/config-digest',
      );
    const more: ProfilePatch = {
      name: 'more',
      target: { kind: 'Secret' },
      merge: { stringData: { more: 'x' } },
    };
    expect(digest([more])).not.toBe(digest([]));
  });
});

describe('a patch that cannot be applied names profile and patch', () => {
  it.each<[string, Partial<ProfilePatch>, string]>([
    [
      'a failing operation',
      { json6902: [{ op: 'remove', path: '/spec/nothing' }] },
      'PatchFailed: Profile standard, patch bad, workload web: operation 0: there is no "nothing" (/spec/nothing).',
    ],
    [
      'a list item without its key',
      {
        merge: {
          spec: { template: { spec: { containers: [{ image: 'x' }] } } },
        },
      },
      'PatchFailed: Profile standard, patch bad, workload web: an item of this list needs "name", by which Kubernetes merges it (spec.template.spec.containers[0]).',
    ],
    [
      'a condition that cannot be judged',
      { when: 'workload.owner == "me"', merge: {} },
      'ExpressionFailed: Profile standard, patch bad, workload web: its condition cannot be judged: field not found: owner.',
    ],
    [
      'another name',
      { merge: { metadata: { name: 'other' } } },
      'PatchChangesIdentity: Profile standard, patch bad, workload web: kind, apiVersion, name and namespace of an object are not a patch’s to change.',
    ],
    [
      'another kind',
      { json6902: [{ op: 'replace', path: '/kind', value: 'DaemonSet' }] },
      'PatchChangesIdentity: Profile standard, patch bad, workload web: kind, apiVersion, name and namespace of an object are not a patch’s to change.',
    ],
  ])('%s', (_, patch, message) => {
    expect(problems(WEB, withPatches({ name: 'bad', ...patch }))).toEqual([
      message,
    ]);
  });

  it('a placeholder that leads nowhere', () => {
    expect(
      problems(
        WEB,
        withPatches({
          name: 'bad',
          merge: { spec: { x: '${workload.nothing}' } },
        }),
      ),
    ).toEqual([expect.stringContaining('workload.nothing')]);
  });
});

it('a problem says where it stands', () => {
  const workload = score(WEB);
  const result = renderWorkload(
    renderInput(
      workload,
      withPatches(
        { name: 'one', merge: { spec: { deep: ['${workload.nothing}'] } } },
        { name: 'two', when: 'workload.owner == "me"', merge: {} },
      ),
    ),
  );
  expect(result.problems).toMatchObject([
    {
      file: 'profiles.yaml',
      line: 1,
      path: 'spec.patches[0].merge.spec.deep[0]',
    },
    { file: 'profiles.yaml', line: 1, path: 'spec.patches[1].when' },
  ]);
});

describe('a secret in a patch', () => {
  const fillPatch = () => ({
    value: {
      spec: { x: new Secret('patch-canary') },
      stringData: { x: new Secret('patch-canary') },
    },
    problems: [],
  });
  const patch = (kind?: string): ProfilePatch => ({
    name: 'bad',
    merge: { any: 'thing' },
    ...(kind && { target: { kind } }),
  });

  it('is refused everywhere but in a Secret', () => {
    const found = problems(WEB, { ...withPatches(patch()), fillPatch });
    expect(found).toEqual([
      'SecretNotAllowed: Profile standard, patch bad, workload web: a secret cannot stand in a Deployment.',
    ]);
    expect(found.join()).not.toContain('canary');
  });

  it('is refused in a Secret too, outside its data', () => {
    const found = problems(WEB, { ...withPatches(patch('Secret')), fillPatch });
    expect(found).toEqual([
      expect.stringMatching(/^SecretMisplaced: spec\.x of Secret web-secrets/),
    ]);
    expect(found.join()).not.toContain('canary');
  });
});
