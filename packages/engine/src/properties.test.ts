import fc from 'fast-check';
import { inspect } from 'node:util';
import {
  anyOverlays,
  anyWorld,
  brokenDocuments,
  CANARY,
  DRIVERS,
  environmentOf,
  filesOf,
  inAnyOrder,
  leakyWorld,
  Life,
  live,
  PATIENCE,
  platformOf,
  runs,
  shuffled,
  World,
} from './__testUtils__/worlds';
import { planDeployment } from './create/plan';
import { generatedPasswords, mayRotate } from './create/graph';
import { isKnown, reveal } from './create/values';
import { explainText, matchDefinition } from './match';
import { loadPlatform } from './loadPlatform';
import {
  isValueObject,
  JsonValue,
  NO_OVERLAYS,
  objectKey,
  Plan,
  Result,
} from './model';

jest.setTimeout(PATIENCE);

/** Passwords as `MemoryDatabase` makes them. */
const MINTED = /password-\d+-canary/;

function worlds(number: number): World[] {
  return fc.sample(anyWorld, runs(number));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.value;
}

/** All but where it stands in a file. */
function withoutPlaces(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (key, item) =>
    key === 'source' ? undefined : item,
  );
}

describe('whatever platform and workloads', () => {
  const lives: Life[] = [];

  beforeAll(async () => {
    for (const world of worlds(30)) {
      lives.push(await live(world));
    }
  });

  it('are worth it: every way of making and of reading occurs', () => {
    const steps = lives.flatMap(({ plan }) => plan.steps);
    const resources = steps.flatMap(step =>
      step.kind === 'resource' ? [step] : [],
    );
    const nodes = lives.flatMap(({ plan }) => Object.values(plan.graph.nodes));
    const seen = {
      drivers: new Set(resources.map(({ driver }) => driver)),
      deferred: resources.some(({ exactness }) => exactness === 'deferred'),
      shared: resources.some(({ neededBy }) => neededBy.length > 1),
      contested: resources.some(
        ({ explanation }) =>
          (explanation?.candidates ?? []).filter(({ matched }) => matched)
            .length > 2,
      ),
      added: new Set(
        nodes.flatMap(node =>
          node.kind === 'resource' && node.addedBy ? [node.addedBy.as] : [],
        ),
      ),
      collected: nodes.some(
        node =>
          node.kind === 'resource' &&
          Object.values(node.collections ?? {}).some(one => one.length > 1),
      ),
      kinds: new Set(
        steps.flatMap(({ objects }) => objects.map(({ ref }) => ref.kind)),
      ),
      outcomes: new Set(
        lives.flatMap(({ plan }) =>
          plan.policies.map(({ outcome }) => outcome),
        ),
      ),
    };
    expect(seen).toEqual({
      drivers: new Set(['cloud', 'environment', 'manifests', 'static']),
      deferred: true,
      shared: true,
      contested: true,
      added: new Set(['dependsOn', 'provisions', 'implicit']),
      collected: true,
      kinds: new Set([
        'ConfigMap',
        'CronJob',
        'Deployment',
        'Ingress',
        'Job',
        'Namespace',
        'Secret',
        'Service',
      ]),
      outcomes: new Set(['broken', 'pass']),
    });
  });

  it('planning again after a run keeps everything, and another run touches nothing', () => {
    for (const life of lives) {
      expect(life.outcome).toMatchObject({ status: 'succeeded' });
      expect(
        life.again.steps.filter(({ action }) => action !== 'keep'),
      ).toEqual([]);
      expect(life.outcomeAgain).toEqual({
        status: 'succeeded',
        applies: 0,
        deletes: 0,
      });
      expect(life.writesAgain).toEqual([]);
    }
  });

  it('filling what was unknown changes no node, no definition, no object and nothing that was known', () => {
    for (const { plan, again, environment } of lives) {
      expect(JSON.stringify(again.graph)).toBe(JSON.stringify(plan.graph));
      expect(again.steps.map(structureOf)).toEqual(plan.steps.map(structureOf));
      again.steps.forEach((step, index) => {
        expect(filled(factsOf(plan.steps[index]), factsOf(step))).toEqual([]);
      });
      expect(environment.cluster.listing()).toEqual(
        plan.steps
          .flatMap(({ objects }) => objects)
          .map(({ ref }) => `${ref.kind}/${ref.name}`)
          .sort(),
      );
    }
  });

  it('nothing that is told, stored to be shown, or hashed as a plan has a secret in it', async () => {
    for (const life of lives) {
      const { environment } = life;
      const digested: string[] = [];
      const { digest, ...ports } = environment.ports();
      const state = environment.database.state();
      const plan = await planDeployment(
        { ...environment.request, state },
        {
          ...ports,
          digest: text => {
            digested.push(text);
            return digest(text);
          },
        },
      );
      const hashed = digested.filter(text => text.includes('"consents":'));
      // The plan's hash, and that of its effects.
      expect(hashed).toHaveLength(2);
      const explained = Object.values(life.plan.graph.nodes).map(node =>
        node.kind === 'resource' ? explainText(node.explanation) : '',
      );
      const told = [
        life.plan,
        life.again,
        life.outcome,
        plan,
        hashed,
        explained,
        environment.events,
        environment.database.intents(),
        state,
      ];
      expect(JSON.stringify(told)).not.toContain(CANARY);
      expect(inspect(told, { depth: 50 })).not.toContain(CANARY);
    }
  });

  it('the definition that an explanation calls the winner is the one that is used', () => {
    for (const { plan, environment } of lives) {
      const { platform } = environment.request;
      const made = new Map(
        environment.database
          .state()
          .resources.map(({ address, definition }) => [
            address,
            definition.name,
          ]),
      );
      for (const step of plan.steps) {
        const node = plan.graph.nodes[step.address];
        if (step.kind !== 'resource' || node?.kind !== 'resource') {
          continue;
        }
        const { request, context, winner } = node.explanation;
        expect([
          node.definition,
          step.definition,
          step.explanation?.winner,
          made.get(step.address),
        ]).toEqual([winner, winner, winner, winner]);
        expect(matchDefinition(platform, request, context)).toEqual(
          node.explanation,
        );
        expect(explainText(node.explanation)).toContain(winner);
      }
    }
  });
});

describe('whatever people decide about pods', () => {
  it('changes those workloads and nothing else, runs as planned, stays, and ends without a trace', async () => {
    const codes = new Set<string>();
    for (const world of worlds(8)) {
      const { environment, again } = await live(world);
      const untouched = again.steps.map(factsOf);
      for (const overlays of fc.sample(anyOverlays(again), runs(3))) {
        environment.change({
          overlays,
          restart: Object.keys(overlays.restarts),
        });
        const plan = await environment.plan();
        for (const step of plan.steps) {
          expect([step.kind, step.action]).toEqual([
            step.action === 'update' ? 'workload' : step.kind,
            step.action === 'update' ? 'update' : 'keep',
          ]);
          step.reasons.forEach(({ code }) => codes.add(code));
        }
        expect(await environment.run(plan)).toMatchObject({
          status: 'succeeded',
        });
        environment.change({ restart: [] });
        const next = await environment.plan();
        expect(next.steps.filter(({ action }) => action !== 'keep')).toEqual(
          [],
        );
      }
      environment.change({ overlays: NO_OVERLAYS });
      await environment.run(await environment.plan());
      expect((await environment.plan()).steps.map(factsOf)).toEqual(untouched);
    }
    expect(codes).toEqual(
      new Set(['paused', 'scaled', 'restarted', 'resumed']),
    );
  });
});

describe('whatever passwords are made anew', () => {
  it('changes who has them and who uses them, once, runs as planned, and is told nowhere', async () => {
    let rotated = 0;
    for (const [seed, world] of worlds(20).entries()) {
      const { environment, again } = await live(world);
      const { definitions } = environment.request.platform;
      const generating = again.steps.flatMap(step =>
        step.kind === 'resource' &&
        generatedPasswords(definitions[step.definition]).length > 0 &&
        mayRotate(definitions[step.definition])
          ? [step.address]
          : [],
      );
      const some = fc.subarray(generating, {
        minLength: Math.min(1, generating.length),
      });
      const [rotate] = fc.sample(some, { seed, numRuns: 1 });
      rotated += rotate.length;
      environment.change({ rotate });
      const plan = await environment.plan();
      expect(JSON.stringify(plan.graph)).toBe(JSON.stringify(again.graph));
      expect(plan.steps.map(structureOf)).toEqual(again.steps.map(structureOf));
      const changed = plan.steps.filter(({ action }) => action !== 'keep');
      expect(changed.map(({ address }) => address)).toEqual(
        expect.arrayContaining(rotate),
      );
      const needing = needingAny(plan, rotate);
      for (const { address, action } of changed) {
        expect([address, action]).toEqual([address, 'update']);
        expect(needing).toContain(address);
      }
      const reasons = changed
        .filter(({ address }) => rotate.includes(address))
        .map(step => step.reasons.map(({ code }) => code));
      expect(reasons).toEqual(
        rotate.map(() => expect.arrayContaining(['rotated'])),
      );
      const before = environment.cluster.writes.length;
      expect(await environment.run(plan)).toMatchObject({
        status: 'succeeded',
      });
      const writes = environment.cluster.writes.slice(before);
      expect(writes.filter(write => write.includes(' Job/'))).toEqual([]);
      const { resources } = environment.database.state();
      for (const { address, rotation } of resources) {
        expect([address, rotation]).toEqual([
          address,
          rotate.includes(address) ? { generation: 2, applied: 2 } : undefined,
        ]);
      }
      environment.change({ rotate: [] });
      const next = await environment.plan();
      expect(next.steps.filter(({ action }) => action !== 'keep')).toEqual([]);
      const told = [plan, next, environment.events, resources];
      expect(JSON.stringify(told)).not.toMatch(MINTED);
      expect(inspect(told, { depth: 50 })).not.toMatch(MINTED);
    }
    expect(rotated).toBeGreaterThan(5);
  });
});

describe('a secret where it may not go', () => {
  it('is a problem or stays hidden, also when a driver says what it was told', async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(leakyWorld, async world => {
        const environment = environmentOf(world);
        const { cloud } = environment.drivers;
        environment.drivers.cloud = {
          ...cloud,
          plan: async request => {
            if (isKnown(request.inputs)) {
              throw new Error(JSON.stringify(reveal(request.inputs)));
            }
            return cloud.plan(request);
          },
          apply: async request => {
            throw new TypeError(JSON.stringify(reveal(request.inputs)));
          },
        };
        const plan = await environment.tryPlan();
        plan.problems.forEach(({ code }) => codes.add(code));
        const outcome = plan.ok ? await environment.run(plan.value) : undefined;
        if (outcome?.status === 'failed') {
          outcome.failures.forEach(({ code }) => codes.add(code));
        }
        const told = [plan, outcome, environment.events];
        expect(JSON.stringify(told)).not.toContain(CANARY);
        expect(inspect(told, { depth: 50 })).not.toContain(CANARY);
      }),
      runs(25),
    );
    expect([...codes]).toEqual(
      expect.arrayContaining(['SecretMisplaced', 'DriverRefused']),
    );
  });
});

describe('in any order', () => {
  const worldAndOrder = anyWorld.chain(world =>
    fc.record({
      world: fc.constant(world),
      other: shuffled(world),
    }),
  );

  it('the same documents, Score files, keys and rows give the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(worldAndOrder, async ({ world, other }) => {
        expect(withoutPlaces(valueOf(platformOf(other)))).toEqual(
          withoutPlaces(valueOf(platformOf(world))),
        );
        const environment = environmentOf(world);
        const plan = await environment.plan();
        expect(JSON.stringify(await environmentOf(other).plan())).toBe(
          JSON.stringify(plan),
        );
        await environment.run(plan);
        const again = await environment.plan();
        const state = environment.database.state();
        const shuffledState = {
          ...state,
          resources: [...state.resources].reverse(),
          workloads: [...state.workloads].reverse(),
          objects: [...state.objects].reverse(),
        };
        expect(
          valueOf(
            await planDeployment(
              { ...environmentOf(other).request, state: shuffledState },
              environment.ports(),
            ),
          ),
        ).toEqual(again);
      }),
      runs(12),
    );
  });

  it('the same files give the same platform, byte for byte', () => {
    fc.assert(
      fc.property(
        anyWorld.chain(({ documents }) => {
          const files = filesOf(documents);
          return fc.tuple(fc.constant(files), inAnyOrder(files));
        }),
        ([files, other]) => {
          expect(JSON.stringify(loadPlatform(other, DRIVERS))).toBe(
            JSON.stringify(loadPlatform(files, DRIVERS)),
          );
        },
      ),
      runs(25),
    );
  });

  it('the same broken files give the same problems', () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(
        brokenDocuments.chain(documents => {
          const files = filesOf(documents);
          return fc.tuple(fc.constant(files), inAnyOrder(files));
        }),
        ([files, other]) => {
          const { problems } = loadPlatform(files, DRIVERS);
          expect(loadPlatform(other, DRIVERS).problems).toEqual(problems);
          problems.forEach(({ code }) => codes.add(code));
        },
      ),
      runs(60),
    );
    expect(codes.size).toBeGreaterThan(5);
  });
});

/** These, and every step that needs one of them, directly or behind others. */
function needingAny({ graph, steps }: Plan, addresses: string[]): Set<string> {
  const found = new Set(addresses);
  for (const { address } of steps) {
    if (graph.edges.some(({ from, to }) => from === address && found.has(to))) {
      found.add(address);
    }
  }
  return found;
}

/** What of a step must be the same before and after what was unknown is known. */
function structureOf(step: Plan['steps'][number]) {
  return {
    address: step.address,
    needs: step.needs,
    objects: step.objects.map(({ ref }) => objectKey(ref)).sort(),
    ...(step.kind === 'resource' && {
      resourceId: step.resourceId,
      definition: step.definition,
      driver: step.driver,
    }),
    ...(step.kind === 'workload' && {
      profile: step.profile,
      images: step.images,
    }),
  };
}

function factsOf(step: Plan['steps'][number]): JsonValue {
  return {
    objects: Object.fromEntries(
      step.objects.map(({ ref, desired }) => [objectKey(ref), desired ?? null]),
    ),
    ...(step.kind === 'resource' && {
      inputs: step.inputs,
      outputs: step.outputs,
    }),
  };
}

/** Where `after` is something else than `before`, other than by knowing what was not known. */
function filled(before: JsonValue, after: JsonValue, path = ''): string[] {
  if (isValueObject(before) && before.masked === 'unknown') {
    return [];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length
      ? before.flatMap((item, index) =>
          filled(item, after[index], `${path}[${index}]`),
        )
      : [path];
  }
  if (isValueObject(before) && isValueObject(after)) {
    return [
      ...new Set([...Object.keys(before), ...Object.keys(after)]),
    ].flatMap(key =>
      key in before && key in after
        ? filled(before[key], after[key], `${path}.${key}`)
        : [`${path}.${key}`],
    );
  }
  return before === after ? [] : [path];
}
