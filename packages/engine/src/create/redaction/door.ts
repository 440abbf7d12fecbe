import {
  Driver,
  DriverPlan,
  DriverRequest,
  DriverRun,
  isObject,
  LiveObject,
  PlanPorts,
  Secret,
  Target,
  targetFacts,
} from '../../model';
import { mapValues } from '../../read/tree';
import { isSecretObject } from '../values';
import { Redactor } from './Redactor';

/** The ports of a plan as they may be used: what comes in has gone through the redactor. */
export interface Door {
  redactor: Redactor;
}

/**
 * The one door to drivers and clusters. What they say (errors, lines of logs, health with its
 * causes, refusals) comes back without any secret that the redactor has learnt; it learns what each
 * driver is told and every generated value on the way.
 */
export function behindDoor<
  Ports extends Pick<PlanPorts, 'drivers' | 'openTarget' | 'generated'>,
>(ports: Ports, redactor: Redactor): Ports & Door {
  return {
    ...ports,
    redactor,
    drivers: Object.fromEntries(
      Object.entries(ports.drivers).map(([name, driver]) => [
        name,
        redactedDriver(driver, redactor),
      ]),
    ),
    openTarget: place =>
      cleanly(redactor, async () =>
        redactedTarget(await ports.openTarget(place), redactor),
      ),
    generated: {
      find: key => {
        // Pods that have not rolled yet may say an older one.
        for (let generation = 1; generation < key.generation; generation += 1) {
          redactor.learn(ports.generated.find({ ...key, generation }));
        }
        const value = ports.generated.find(key);
        redactor.learn(value);
        return value;
      },
    },
  };
}

/** What Secrets hold in the cluster: pods may have been started with it, whatever is set now. */
export function secretsIn(objects: LiveObject[]): Secret[] {
  return objects
    .filter(({ ref }) => isSecretObject(ref))
    .flatMap(({ content }) =>
      isObject(content.data) ? Object.values(content.data) : [],
    )
    .flatMap(data =>
      typeof data === 'string'
        ? new Secret(Buffer.from(data, 'base64').toString())
        : [],
    );
}

/** Objects come as they are, to be compared; what is shown of them is cleaned where it is shown. */
function redactedTarget(target: Target, redactor: Redactor): Target {
  const clean =
    <Arguments extends unknown[], Answer>(
      call: (...given: Arguments) => Promise<Answer>,
    ) =>
    (...given: Arguments): Promise<Answer> =>
      cleanly(redactor, () => call.apply(target, given));
  return {
    ...targetFacts(target),
    isNamespaced: clean(target.isNamespaced),
    ...(target.shapeOf && { shapeOf: clean(target.shapeOf) }),
    observe: clean(async (refs, call) => {
      const live = await target.observe(refs, call);
      redactor.learn(secretsIn(live));
      return live;
    }),
    apply: clean(target.apply),
    ...(target.dryRun && {
      dryRun: clean(async (manifest, precondition, call) => {
        const answer = await target.dryRun?.(manifest, precondition, call);
        if (!answer) {
          throw new Error('a target that answered dry runs does so no more');
        }
        return answer.outcome === 'refused'
          ? { ...answer, message: redactor.text(answer.message) }
          : answer;
      }),
    }),
    stamp: clean(target.stamp),
    release: clean(target.release),
    remove: clean(target.remove),
    ...(target.deliver && { deliver: clean(target.deliver) }),
    health: clean(async (refs, call) =>
      (await target.health(refs, call)).map(seen => redactor.health(seen)),
    ),
  };
}

function redactedDriver(driver: Driver, redactor: Redactor): Driver {
  const { surroundings, foresee, drift, detach } = driver;
  const learnt = (request: DriverRequest): DriverRequest => {
    const { inputs, params, context, previous } = request;
    for (const told of [
      inputs,
      params,
      context.values,
      context.secrets,
      previous?.inputs,
      previous?.outputs,
    ]) {
      redactor.learn(told);
    }
    return request;
  };
  const run = (given: DriverRun): DriverRun => ({
    ...given,
    log: line => given.log(redactor.text(line)),
  });
  const clean = <Answer>(call: () => Promise<Answer>) =>
    cleanly(redactor, call);
  return {
    name: driver.name,
    version: driver.version,
    inputs: driver.inputs,
    ...(driver.outputsIn && { outputsIn: driver.outputsIn }),
    ...(surroundings && {
      surroundings: request =>
        cleanNow(redactor, () => surroundings.call(driver, learnt(request))),
    }),
    ...(foresee && {
      foresee: request =>
        cleanNow(redactor, () => foresee.call(driver, learnt(request))),
    }),
    ...(driver.planTimeoutMs !== undefined && {
      planTimeoutMs: driver.planTimeoutMs,
    }),
    plan: (request, signal) =>
      clean(async () =>
        redactedPlan(await driver.plan(learnt(request), signal), redactor),
      ),
    apply: (request, given) =>
      clean(async () => driver.apply(learnt(request), run(given))),
    destroy: (record, given) =>
      clean(async () => driver.destroy(record, run(given))),
    ...(detach && {
      detach: (record, given) =>
        clean(async () => detach.call(driver, record, run(given))),
    }),
    ...(drift && {
      drift: (record, signal) =>
        clean(async () => drift.call(driver, record, signal)),
    }),
    recover: (record, id) => clean(async () => driver.recover(record, id)),
  };
}

/** What its own tool says of what it would do is shown as it is. */
function redactedPlan(plan: DriverPlan, redactor: Redactor): DriverPlan {
  const { changes, files, outputs } = plan;
  redactor.learn(outputs);
  return {
    ...plan,
    ...(changes && { changes: changes.map(one => redactor.change(one)) }),
    ...(files && {
      files: mapValues(files, text => redactor.text(text)),
    }),
  };
}

async function cleanly<Answer>(
  redactor: Redactor,
  call: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw cleanError(error, redactor);
  }
}

function cleanNow<Answer>(redactor: Redactor, call: () => Answer): Answer {
  try {
    return call();
  } catch (error) {
    throw cleanError(error, redactor);
  }
}

/** The same error, so that its class and its code stay; also what it was caused by. */
function cleanError(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Error)) {
    return typeof error === 'string' ? redactor.text(error) : error;
  }
  const seen = new Set<unknown>();
  for (
    let one: unknown = error;
    one instanceof Error && !seen.has(one);
    one = one.cause
  ) {
    seen.add(one);
    one.message = redactor.text(one.message);
    if (one.stack !== undefined) one.stack = redactor.text(one.stack);
  }
  return error;
}
