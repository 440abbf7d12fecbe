import { DryRunAnswer, Manifest, Plan, TargetError } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing';

const accepted: DryRunAnswer = { outcome: 'accepted', object: {}, takes: [] };

function refused(
  reason: Extract<DryRunAnswer, { outcome: 'refused' }>['reason'],
  message = 'no',
): DryRunAnswer {
  return { outcome: 'refused', reason, message, takes: [] };
}

/** Of kind and name. */
function title({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

/** An environment that is deployed already, whose cluster answers dry runs from now on. */
async function deployed(
  answer: (manifest: Manifest) => DryRunAnswer | Promise<DryRunAnswer>,
): Promise<{ environment: TestEnvironment; asked: string[] }> {
  const environment = TestEnvironment.of(shop('1'), [
    workload('web', { resources: { settings: { type: 'settings' } } }),
  ]);
  await environment.deploy();
  const asked: string[] = [];
  environment.cluster.dryRun = manifest => {
    asked.push(title(manifest));
    return answer(manifest);
  };
  return { environment, asked };
}

function shop(value: string) {
  return platform({
    types: [resourceType('settings')],
    definitions: [
      definition('settings', {
        type: 'settings',
        inputs: {
          objects: ['a', 'b', 'c'].map(name => ({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name },
            data: { value },
          })),
        },
      }),
    ],
  });
}

function dryRuns({ steps }: Plan): Record<string, unknown> {
  return Object.fromEntries(
    steps.flatMap(({ objects }) =>
      objects.flatMap(({ ref, dryRun }) =>
        dryRun ? [[`${ref.kind}/${ref.name}`, dryRun]] : [],
      ),
    ),
  );
}

describe('what a cluster says of a plan', () => {
  it('is asked for what changes, and stands beside the objects', async () => {
    const { environment, asked } = await deployed(() => ({
      ...accepted,
      takes: [{ manager: 'kubectl', path: '.data.value' }],
    }));
    environment.change({ platform: shop('2') });
    const plan = await environment.plan();
    expect(asked).toEqual(['ConfigMap/a', 'ConfigMap/b', 'ConfigMap/c']);
    expect(dryRuns(plan)['ConfigMap/a']).toEqual({
      status: 'accepted',
      takes: [{ manager: 'kubectl', path: '.data.value' }],
    });
    expect(plan).toMatchObject({
      deployable: true,
      dryRun: { accepted: 3, refused: 0, notAsked: 0, refusals: [] },
    });
  });

  it('is not asked for where nothing changes', async () => {
    const { environment, asked } = await deployed(() => accepted);
    const plan = await environment.plan();
    expect(asked).toEqual([]);
    expect(plan.dryRun).toBeUndefined();
  });

  it('is no part of what the plan is known by', async () => {
    const { environment } = await deployed(() => refused('invalid'));
    environment.change({ platform: shop('2') });
    const refusing = await environment.plan();
    delete environment.cluster.dryRun;
    const silent = await environment.plan();
    expect(refusing).toMatchObject({
      hash: silent.hash,
      effects: silent.effects,
      deployable: false,
    });
    expect(silent.deployable).toBe(true);
  });

  it.each(['invalid', 'immutable', 'admission', 'forbidden', 'quota'] as const)(
    'keeps the plan from running where it refuses for sure: %s',
    async reason => {
      const { environment } = await deployed(manifest =>
        title(manifest) === 'ConfigMap/b'
          ? refused(reason, 'not like this')
          : accepted,
      );
      environment.change({ platform: shop('2') });
      expect(await environment.plan()).toMatchObject({
        deployable: false,
        dryRun: {
          accepted: 2,
          refused: 1,
          refusals: [
            {
              severity: 'error',
              code: 'ClusterRefuses',
              message:
                'The cluster refuses ConfigMap b of settings.default#web.settings: not like this.',
              hint: expect.stringMatching(/plan again\.$/),
              address: 'settings.default#web.settings',
            },
          ],
        },
      });
    },
  );

  it('is a warning where a quota refuses and the plan itself deletes objects of that kind', async () => {
    const { environment } = await deployed(manifest =>
      title(manifest) === 'ConfigMap/d' ? refused('quota') : accepted,
    );
    const next = shop('1');
    const { inputs } = next.definitions.settings;
    next.definitions.settings.inputs = JSON.parse(
      JSON.stringify(inputs).replace('"name":"c"', '"name":"d"'),
    );
    environment.change({ platform: next });
    const plan = await environment.plan();
    expect(plan.deployable).toBe(true);
    expect(plan.problems).toMatchObject([
      { severity: 'warning', code: 'ClusterWouldRefuse' },
    ]);
    expect(dryRuns(plan)['ConfigMap/d']).toMatchObject({
      status: 'refused',
      blocks: false,
    });
  });

  it('keeps the plan from running where it would take fields that the Target leaves to others', async () => {
    const { environment } = await deployed(manifest => ({
      ...accepted,
      takes:
        title(manifest) === 'ConfigMap/a'
          ? [{ manager: 'kubectl', path: '.data.value' }]
          : [],
    }));
    const next = shop('2');
    next.targets.memory.conflicts = 'refuse';
    environment.change({ platform: next });
    expect(await environment.plan()).toMatchObject({
      deployable: false,
      dryRun: {
        accepted: 2,
        refusals: [
          {
            message:
              'The cluster refuses ConfigMap a of settings.default#web.settings: .data.value belongs to kubectl.',
          },
        ],
      },
    });
  });

  it('is not asked for in a namespace that the plan makes', async () => {
    const environment = TestEnvironment.of(shop('1'), [workload('web')]);
    const asked: string[] = [];
    environment.cluster.dryRun = manifest => {
      asked.push(title(manifest));
      return accepted;
    };
    const plan = await environment.plan();
    expect(asked).toEqual(['Namespace/shop-dev']);
    expect(dryRuns(plan)['Deployment/web']).toEqual({
      status: 'not-asked',
      why: 'namespace-missing',
      message: 'Its namespace is made by this plan.',
    });
  });

  it('is asked for a bounded number of objects', async () => {
    const { environment } = await deployed(() => accepted);
    environment.change({ platform: shop('2') });
    environment.dryRun = { objects: 2, withinMs: 5_000, parallel: 2 };
    const plan = await environment.plan();
    expect(plan.dryRun).toMatchObject({ accepted: 2, notAsked: 1 });
    expect(dryRuns(plan)['ConfigMap/c']).toMatchObject({ why: 'too-many' });
  });

  it('is waited for no longer than there is time, and a silent cluster refuses nothing', async () => {
    const { environment } = await deployed(manifest => {
      if (title(manifest) === 'ConfigMap/a') return new Promise(() => {});
      throw new TargetError('connection reset', 'unavailable', true);
    });
    environment.change({ platform: shop('2') });
    environment.dryRun = { objects: 500, withinMs: 30, parallel: 2 };
    const plan = await environment.plan();
    expect(plan).toMatchObject({
      deployable: true,
      dryRun: { accepted: 0, refused: 0, notAsked: 3 },
    });
    expect(dryRuns(plan)).toMatchObject({
      'ConfigMap/a': { why: 'no-time' },
      'ConfigMap/b': {
        why: 'no-answer',
        message: 'The cluster did not answer: connection reset.',
      },
    });
  });
});
