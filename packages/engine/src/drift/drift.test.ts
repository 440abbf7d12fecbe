import { createHmac } from 'node:crypto';
import { withChanges } from '../__testUtils__/withChanges';
import {
  FieldManager,
  isObject,
  JsonObject,
  LiveObject,
  Manifest,
  ObjectRecord,
  ObjectRef,
  RuntimeReader,
  Secret,
  TargetError,
} from '../model';
import { ownershipLabels, ownedHash } from '../create/objects';
import { HIDDEN, mask, unmask } from '../create/values';
import { DriftQuestion, DriftTarget, findDrift } from './findDrift';
import { coversPath } from './rules';

const digest = (text: string) =>
  createHmac('sha256', 'key').update(text).digest('hex');
const call = { signal: new AbortController().signal, timeoutMs: 1000 };
const LABELS = ownershipLabels('env-1');

function manifest(kind: string, rest: JsonObject): Manifest {
  return {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', labels: { ...LABELS } },
    ...rest,
  };
}

const CONTAINER = {
  name: 'web',
  image: 'web:1',
  ports: [{ containerPort: 80 }],
};
const DEPLOYMENT = manifest('Deployment', {
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [CONTAINER],
      },
    },
  },
});

const REF: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
};

function live(content: JsonObject, ref = REF, uid = 'u1'): LiveObject {
  return { ref, uid, resourceVersion: '7', content };
}

/** As the store has it after a run: what was sent, and the hash of what came back. */
function recordOf(
  sent: Manifest,
  cameBack: JsonObject = sent,
  change: Partial<ObjectRecord> = {},
): ObjectRecord {
  const template = unmask(mask(sent));
  const ref = { ...REF, apiVersion: sent.apiVersion, kind: sent.kind };
  return {
    target: 'dev',
    ref,
    owner: 'workload#web',
    uid: 'u1',
    applied: mask(sent) as JsonObject,
    ownedHash: ownedHash(live(cameBack, ref), template as Manifest, digest),
    state: 'present',
    ...change,
  };
}

/** A cluster that holds these, and makes of an apply what a merge of it would. */
function cluster(
  objects: LiveObject[],
  given: {
    managers?: FieldManager[];
    /** What webhooks make of whatever is applied. */
    mutate?(applied: JsonObject): JsonObject;
    /** What it says to a dry run instead of an answer. */
    says?:
      | { outcome: 'refused'; message: string }
      | { outcome: 'unanswered'; why: string };
    fails?: TargetError;
  } = {},
): DriftTarget & { asked: string[] } {
  const asked: string[] = [];
  // Only who set what is asked of it.
  const runtime = {
    managers: () => given.managers ?? [],
  } as Partial<RuntimeReader> as RuntimeReader;
  return {
    asked,
    runtime,
    observe: async () => objects,
    dryRun: async sent => {
      asked.push(`${sent.kind}/${sent.metadata.name}`);
      if (given.fails) {
        throw given.fails;
      }
      const merged = merge(objects[0].content, sent);
      return (
        given.says ?? {
          outcome: 'accepted',
          object: given.mutate ? given.mutate(merged) : merged,
        }
      );
    },
  };
}

function merge(content: JsonObject, sent: JsonObject): JsonObject {
  const all = { ...content };
  for (const [key, value] of Object.entries(sent)) {
    const there = content[key];
    all[key] = isObject(there) && isObject(value) ? merge(there, value) : value;
  }
  return all;
}

const CONTAINERS = ['spec', 'template', 'spec', 'containers'];
const IMAGE = [...CONTAINERS, 0, 'image'];

function question(
  objects: ObjectRecord[],
  more: Partial<DriftQuestion> = {},
): DriftQuestion {
  return {
    environmentId: 'env-1',
    objects,
    completedJobs: new Map(),
    rules: [],
    digest,
    ...more,
  };
}

const scaled = withChanges(DEPLOYMENT, [['spec', 'replicas'], 5]);

describe('what other hands changed', () => {
  it('nobody is asked about what is as we left it', async () => {
    const target = cluster([live(DEPLOYMENT)]);
    const report = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      target,
      call,
    );
    expect(report).toEqual({
      checked: 1,
      candidates: 0,
      findings: [],
      unsure: [],
    });
    expect(target.asked).toEqual([]);
  });

  it('says what was applied, what is there, what is wanted, who did it and when', async () => {
    const managers = [
      { name: 'tutti', operation: 'Apply', fields: ['spec.template'] },
      {
        name: 'kubectl',
        operation: 'Update scale',
        at: '2026-11-30T01:00:00Z',
        fields: ['spec.replicas'],
      },
      {
        name: 'kube-controller-manager',
        operation: 'Update status',
        at: '2026-11-30T02:00:00Z',
        fields: ['status.readyReplicas'],
      },
    ];
    const report = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(scaled)], { managers }),
      call,
    );
    expect(report.findings).toEqual([
      {
        ref: REF,
        owner: 'workload#web',
        change: 'altered',
        path: 'spec.replicas',
        applied: 2,
        live: 5,
        wanted: 2,
        secret: false,
        managers: [
          {
            name: 'kubectl',
            operation: 'Update scale',
            at: '2026-11-30T01:00:00Z',
          },
        ],
      },
    ]);
  });

  it.each<[string, string, string]>([
    [
      'an item of a list by its key',
      'spec.template.spec.containers[name=web].image',
      'kubectl-set',
    ],
    ['a map as a whole', 'spec.template', 'helm'],
    [
      'what is below it',
      'spec.template.spec.containers[name=web].image.x',
      'odd',
    ],
  ])('finds who owns %s', async (_, field, name) => {
    const changed = withChanges(DEPLOYMENT, [IMAGE, 'web:2']);
    const { findings } = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(changed)], {
        managers: [{ name, operation: 'Update', fields: [field] }],
      }),
      call,
    );
    expect(findings).toMatchObject([
      {
        path: 'spec.template.spec.containers[web].image',
        live: 'web:2',
        managers: [{ name }],
      },
    ]);
  });

  it('what a mutating webhook sets whoever applies is none', async () => {
    const mutate = (applied: JsonObject) =>
      withChanges(applied, [IMAGE, 'mirror/web:1']);
    // The webhook came after our apply: what is there is not what came back then.
    const { findings, candidates } = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(mutate(DEPLOYMENT))], { mutate }),
      call,
    );
    expect(candidates).toBe(1);
    expect(findings).toEqual([]);
  });

  it('a webhook that was there at our apply makes not even a candidate', async () => {
    const mutated = withChanges(DEPLOYMENT, [['spec', 'replicas'], 3]);
    const report = await findDrift(
      question([recordOf(DEPLOYMENT, mutated)]),
      cluster([live(mutated)]),
      call,
    );
    expect(report.candidates).toBe(0);
  });

  it("leaves somebody else's fields and containers alone", async () => {
    const injected = withChanges(
      DEPLOYMENT,
      [['spec', 'paused'], true],
      [['metadata', 'annotations'], { 'example.com/seen': 'yes' }],
      [CONTAINERS, [{ name: 'proxy', image: 'p' }, CONTAINER]],
    );
    const report = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(injected)]),
      call,
    );
    expect(report.candidates).toBe(0);
  });

  it('tells what is gone, and what says that it is of somebody else', async () => {
    const other = withChanges(DEPLOYMENT, [
      ['metadata', 'labels', 'tutti.dev/environment-id'],
      'another',
    ]);
    const of = (found: LiveObject[]) =>
      findDrift(question([recordOf(DEPLOYMENT)]), cluster(found), call);
    expect((await of([])).findings).toMatchObject([
      { change: 'gone', path: '' },
    ]);
    expect((await of([live(other)])).findings).toMatchObject([
      { change: 'taken', path: '' },
    ]);
  });

  it('a Job that finished well may be gone, another one not', async () => {
    const job = recordOf(manifest('Job', { spec: {} }));
    const of = (names: string[]) =>
      findDrift(
        question([job], { completedJobs: new Map([['workload#web', names]]) }),
        cluster([]),
        call,
      );
    expect((await of(['web'])).findings).toEqual([]);
    expect((await of(['other'])).findings).toMatchObject([{ change: 'gone' }]);
  });

  it('what a run left in the middle is none', async () => {
    const { candidates } = await findDrift(
      question([recordOf(DEPLOYMENT, DEPLOYMENT, { state: 'intended' })]),
      cluster([]),
      call,
    );
    expect(candidates).toBe(0);
  });

  it('made anew by others as it was is none', async () => {
    const { candidates, findings } = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(DEPLOYMENT, REF, 'u2')]),
      call,
    );
    expect(candidates).toBe(1);
    expect(findings).toEqual([]);
  });

  it('where the API server would refuse it, what we sent is compared, and that is said', async () => {
    const says = { outcome: 'refused', message: 'field is immutable' } as const;
    const { findings, unsure } = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(scaled)], { says }),
      call,
    );
    expect(findings).toMatchObject([{ path: 'spec.replicas' }]);
    expect(unsure).toEqual([{ ref: REF, why: 'field is immutable' }]);
  });

  it('what is changed this very moment waits for the next look', async () => {
    const says = { outcome: 'unanswered', why: 'moved' } as const;
    const { findings, unsure } = await findDrift(
      question([recordOf(DEPLOYMENT)]),
      cluster([live(scaled)], { says }),
      call,
    );
    expect([findings, unsure]).toEqual([[], []]);
  });

  it('a cluster that does not answer is an error, not an answer', async () => {
    const fails = new TargetError('overloaded', 'throttled', true);
    await expect(
      findDrift(
        question([recordOf(DEPLOYMENT)]),
        cluster([live(scaled)], { fails }),
        call,
      ),
    ).rejects.toThrow('overloaded');
  });
});

describe('rules', () => {
  const by = (name: string, operation = 'Update') => [
    { name, operation, fields: ['spec.replicas'] },
  ];

  it.each<[string, FieldManager[], DriftQuestion['rules'], number]>([
    [
      'an autoscaler scales',
      by('kube-controller-manager', 'Update scale'),
      [],
      0,
    ],
    ['a person scales', by('kubectl', 'Update scale'), [], 1],
    [
      'the platform lets anybody',
      by('kubectl'),
      [{ paths: ['spec.replicas'] }],
      0,
    ],
    [
      'the platform lets one',
      by('ops-bot'),
      [{ paths: ['*'], managers: ['ops-*'] }],
      0,
    ],
    ['not this one', by('kubectl'), [{ paths: ['*'], managers: ['ops-*'] }], 1],
    ['another kind', by('x'), [{ kinds: ['Service'], paths: ['spec'] }], 1],
  ])('%s', async (_, managers, rules, count) => {
    const { findings } = await findDrift(
      question([recordOf(DEPLOYMENT)], { rules }),
      cluster([live(scaled)], { managers }),
      call,
    );
    expect(findings).toHaveLength(count);
  });

  it('what is gone as a whole no rule covers', async () => {
    const { findings } = await findDrift(
      question([recordOf(DEPLOYMENT)], { rules: [{ paths: ['*'] }] }),
      cluster([]),
      call,
    );
    expect(findings).toHaveLength(1);
  });

  it.each([
    ['spec', 'spec.replicas', true],
    ['spec', 'special', false],
    ['spec.containers[*].image', 'spec.containers[web].image', true],
    ['spec.containers[*]', 'spec.containers[web].ports[80]', true],
    ['spec.*.image', 'spec.containers[web].image', false],
    ['metadata.annotations.a.io/*', 'metadata.annotations.a.io/b.c', true],
  ])('%s covers %s: %s', (pattern, path, covers) => {
    expect(coversPath(pattern, path)).toBe(covers);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-in-a-secret';
  const sent = {
    ...manifest('Secret', {}),
    data: { password: new Secret(CANARY), user: new Secret('u') },
  };
  const content = manifest('Secret', {
    data: { password: CANARY, user: 'u' },
  });
  const ref = { ...REF, apiVersion: 'v1', kind: 'Secret' };
  const record: ObjectRecord = {
    ...recordOf(manifest('Secret', {})),
    applied: mask({
      ...sent,
      data: { password: HIDDEN, user: HIDDEN },
    }) as JsonObject,
    ownedHash: ownedHash(
      live(content, ref),
      { ...manifest('Secret', {}), data: { password: HIDDEN, user: HIDDEN } },
      digest,
    ),
  };
  const changed = withChanges(content, [
    ['data', 'password'],
    'canary-of-somebody-else',
  ]);
  const ours = {
    name: 'tutti',
    operation: 'Apply',
    fields: ['data.password', 'data.user'],
  };

  it('as we left it', async () => {
    const report = await findDrift(
      question([record]),
      cluster([live(content, ref)]),
      call,
    );
    expect(report.candidates).toBe(0);
  });

  it.each<[string, FieldManager[], string]>([
    [
      'by whom, and which key',
      [
        { ...ours, fields: ['data.user'] },
        {
          name: 'kubectl-edit',
          operation: 'Update',
          fields: ['data.password'],
        },
      ],
      'data.password',
    ],
    ['where nobody says that they set it', [ours], 'data'],
  ])('says only that it changed: %s', async (_, managers, path) => {
    const report = await findDrift(
      question([record]),
      cluster([live(changed, ref)], { managers }),
      call,
    );
    expect(report.findings).toMatchObject([{ path, secret: true }]);
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('names the key that is gone, and a label beside it with its value', async () => {
    const without = withChanges(
      content,
      [['data', 'password'], undefined],
      [['metadata', 'labels', 'app.kubernetes.io/managed-by'], 'me'],
    );
    const { findings } = await findDrift(
      question([record]),
      cluster([live(without, ref)], { managers: [ours] }),
      call,
    );
    expect(findings.map(({ path, live: there }) => [path, there])).toEqual([
      ['data.password', undefined],
      ['metadata.labels.app.kubernetes.io/managed-by', 'me'],
    ]);
  });
});
