import {
  Driver,
  DriverRequest,
  DriverRun,
  isObject,
  LiveObject,
  PlanPorts,
  Secret,
  Target,
} from '../../model';
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
      find: (resourceId, name, kind) => {
        const value = ports.generated.find(resourceId, name, kind);
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
    cluster: target.cluster,
    namespace: target.namespace,
    driver: target.driver,
    simulated: target.simulated,
    isNamespaced: clean(target.isNamespaced),
    ...(target.shapeOf && { shapeOf: clean(target.shapeOf) }),
    observe: clean(async (refs, call) => {
      const live = await target.observe(refs, call);
      redactor.learn(secretsIn(live));
      return live;
    }),
    apply: clean(target.apply),
    stamp: clean(target.stamp),
    remove: clean(target.remove),
    health: clean(async (refs, call) =>
      (await target.health(refs, call)).map(seen => redactor.health(seen)),
    ),
  };
}

function redactedDriver(driver: Driver, redactor: Redactor): Driver {
  const { surroundings, foresee } = driver;
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
    plan: (request, signal) =>
      clean(async () => driver.plan(learnt(request), signal)),
    apply: (request, given) =>
      clean(async () => driver.apply(learnt(request), run(given))),
    destroy: (record, given) =>
      clean(async () => driver.destroy(record, run(given))),
    recover: (record, id) => clean(async () => driver.recover(record, id)),
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
