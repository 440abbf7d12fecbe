import { MatchContext, Policy, Secret, Unknown, Value } from '../../model';
import { score } from '../workload/__fixtures__/renderInput';
import { judgePolicies, PolicySubjects } from './judgePolicies';

const context: MatchContext & { release: string } = {
  application: 'shop',
  environment: 'live',
  environmentType: 'production',
  owner: 'group:default/team-a',
  labels: { tier: 'gold' },
  release: 'r-1',
};

const web = score(`
metadata: { name: web }
containers:
  web: { image: ".", resources: { limits: { memory: 128Mi } } }
  log: { image: "fluent:latest" }
service: { ports: { http: { port: 80 } } }
resources: { db: { type: postgres } }
`);

const deployment: Value = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    namespace: 'shop-live',
    labels: { owner: 'team-a' },
  },
  spec: {
    host: new Unknown('string', false, 'resources.db.host'),
    password: new Secret('canary'),
  },
};

const claim: Value = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'db', namespace: 'shop-live' },
};

const subjects: PolicySubjects = {
  context,
  plan: { summary: { destroy: 1 } },
  workloads: [
    {
      workload: web,
      images: { web: 'nginx:1.27' },
      profile: 'hardened',
      objects: [deployment],
    },
  ],
  resources: [{ id: 'main', objects: [claim] }],
};

function policy(parts: Partial<Policy>): Policy {
  return {
    name: 'rule',
    source: { file: 'policies.yaml', line: 1 },
    effect: 'deny',
    criteria: {},
    on: 'workload',
    require: 'true',
    message: 'Keep the rule.',
    ...parts,
  };
}

function outcomes(parts: Partial<Policy>): string[] {
  return judgePolicies([policy(parts)], subjects).map(
    ({ subject, outcome }) => `${subject} ${outcome}`,
  );
}

describe('a policy on workloads', () => {
  it.each([
    ['workload.containers.all(c, !c.image.endsWith(":latest"))', 'broken'],
    ['workload.containers.exists(c, c.image == "nginx:1.27")', 'pass'],
    ['workload.containers.all(c, has(c.resources.limits.memory))', 'broken'],
    ['workload.containers.exists(c, has(c.resources.limits.memory))', 'pass'],
    [
      'workload.resources.all(r, r.type != "s3" && r.class == "default")',
      'pass',
    ],
    ['workload.service.ports.map(p, p.port) == [80]', 'pass'],
    ['context.owner == "group:default/team-a"', 'pass'],
    ['context.labels.tier == "gold" && context.environment == "live"', 'pass'],
    ['manifests.exists(m, m.kind == "Deployment")', 'pass'],
    ['manifests.exists(m, m.kind == "PersistentVolumeClaim")', 'broken'],
    ['manifests.all(m, m.spec.host != "localhost")', 'pending'],
    ['manifests.all(m, m.spec.password != "canary")', 'pass'],
    ['workload.owner == "me"', 'broken'],
  ])('%s: %s', (require, outcome) => {
    expect(outcomes({ require })).toEqual([`workload#web ${outcome}`]);
  });
});

describe('what a policy is judged on', () => {
  it.each<[string, Partial<Policy>, string[]]>([
    [
      'the plan, once, with all objects',
      {
        on: 'plan',
        require: 'plan.summary.destroy == 0 && size(manifests) == 2',
      },
      ['plan broken'],
    ],
    [
      'every object, of workloads and of resources',
      { on: 'object', require: 'has(object.metadata.labels)' },
      [
        'apps/Deployment/shop-live/web pass',
        '/PersistentVolumeClaim/shop-live/db broken',
      ],
    ],
    [
      'only what the criteria match',
      { on: 'object', criteria: { workload: ['web'] } },
      ['apps/Deployment/shop-live/web pass'],
    ],
    [
      'a resource by its id',
      { on: 'object', criteria: { resourceId: ['main'] } },
      ['/PersistentVolumeClaim/shop-live/db pass'],
    ],
    [
      'nothing elsewhere',
      { criteria: { environmentType: ['development', 'staging'] } },
      [],
    ],
    [
      'an environment type out of a list, and a label',
      {
        criteria: {
          environmentType: ['staging', 'production'],
          labels: { tier: ['gold'] },
        },
      },
      ['workload#web pass'],
    ],
    [
      'never a plan, where the criteria name a workload',
      { on: 'plan', criteria: { workload: ['web'] } },
      [],
    ],
  ])('%s', (_, parts, expected) => {
    expect(outcomes(parts)).toEqual(expected);
  });
});

describe('a finding', () => {
  const find = (parts: Partial<Policy>) =>
    judgePolicies([policy(parts)], subjects)[0];

  it('carries effect and message of its policy', () => {
    expect(find({ effect: 'warn', require: 'false' })).toEqual({
      policy: 'rule',
      effect: 'warn',
      outcome: 'broken',
      message: 'Keep the rule.',
      subject: 'workload#web',
    });
  });

  it('says what a pending one waits for', () => {
    expect(find({ require: 'manifests[0].spec.host == "x"' }).message).toBe(
      'Keep the rule. (depends on resources.db.host, which is known only after apply)',
    );
  });

  it('says why a rule could not be judged, and does not let it pass', () => {
    expect(find({ require: 'workload.owner == "me"' })).toMatchObject({
      outcome: 'broken',
      message: 'Keep the rule. (cannot be judged: field not found: owner)',
    });
  });

  it('comes in one order, however the policies are given', () => {
    const policies = [policy({ name: 'b' }), policy({ name: 'a' })];
    const findings = judgePolicies(policies, subjects);
    expect(findings.map(({ policy: name }) => name)).toEqual(['a', 'b']);
    expect(judgePolicies([...policies].reverse(), subjects)).toEqual(findings);
  });
});
