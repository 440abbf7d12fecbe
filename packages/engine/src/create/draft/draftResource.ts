import {
  Driver,
  DriverPlan,
  DriverRequest,
  fail,
  Problem,
  ResourceDefinition,
  ResourceNode,
  ResourceRecord,
  Result,
  succeed,
  Value,
  ValueObject,
} from '../../model';
import { checkOutputs, isKnown, plannedOutputs } from '../values';
import { Board, describe, driverOf, Making, refusal, requestOf } from './board';
import { compareResource, unknownsIn } from './compare';
import {
  Comparison,
  Continuity,
  decideRaised,
  decideRollback,
  Hold,
} from './decide';
import { definitionText, resourceHash } from './fingerprint';
import { ResourceIdentity } from './Resolver';
import { newlyReadSecret } from './secretsFor';

/** A resource with its values, before the cluster was asked how its objects are. */
export interface ResolvedResource {
  node: ResourceNode;
  continuity: Continuity;
  record?: ResourceRecord;
  definition: ResourceDefinition;
  driver: Driver;
  request: DriverRequest;
  hash?: string;
  comparison: Comparison;
  outputs: ValueObject;
  /** Absent where the driver was not asked: nothing is to be done, as far as we know. */
  plan?: DriverPlan;
}

/** What stands at a node's address, and whether it goes on. */
export interface Facts {
  node: ResourceNode;
  continuity: Continuity;
  record?: ResourceRecord;
}

export interface ResolveBoard extends Board {
  signal: AbortSignal;
  consented(resourceId: string): boolean;
  /** A driver's plan made it a hold. */
  raiseHold(node: ResourceNode, hold: Hold): void;
  /** A new identity for the node, in place of the one its record has. */
  renew(node: ResourceNode): ResourceIdentity;
}

/**
 * Fills one resource's values, compares, and asks its driver where something is to be done.
 * Everything it depends on has been resolved before.
 */
export async function resolveResource(
  board: ResolveBoard,
  facts: Facts,
): Promise<Result<ResolvedResource>> {
  const { node, continuity, record } = facts;
  if (!record || continuity.kind === 'replace') {
    return resolveWanted(board, facts, undefined);
  }
  if (continuity.kind === 'hold') {
    return resolveHeld(board, { ...facts, record });
  }
  const { repair, refresh } = board.setting.request;
  if (repair?.includes(node.address) || refresh?.includes(node.address)) {
    return resolveHeld(board, { ...facts, record });
  }
  const resolved = await resolveWanted(board, facts, record);
  const held =
    board.setting.request.restores &&
    !(resolved.ok && resolved.value.comparison.kind === 'equal') &&
    decideRollback({
      protection: record.definition.protection,
      moved: 'inputs',
    });
  if (held) {
    board.raiseHold(node, held);
    return resolveHeld(board, { node, continuity: held, record });
  }
  const why = resolved.ok ? resolved.value.plan?.replace : undefined;
  if (!resolved.ok || why === undefined) {
    return resolved;
  }
  const raised = decideRaised({
    why,
    protection: record.definition.protection,
    platformMoved: platformMoved(record, resolved.value),
    consented: board.consented(record.resourceId),
  });
  if (raised.kind === 'hold') {
    board.raiseHold(node, raised);
    return resolveHeld(board, { node, continuity: raised, record });
  }
  board.renew(node);
  return resolveWanted(board, { node, continuity: raised, record }, undefined);
}

/** What the platform team decides is not what the resource was made with. */
function platformMoved(
  record: ResourceRecord,
  { definition, driver }: Pick<ResolvedResource, 'definition' | 'driver'>,
): boolean {
  return (
    record.driverVersion !== driver.version ||
    definitionText(record.definition) !== definitionText(definition)
  );
}

/** As the matched definition makes it. @param previous what goes on; absent: a new one is made */
async function resolveWanted(
  board: ResolveBoard,
  facts: Facts,
  previous: ResourceRecord | undefined,
): Promise<Result<ResolvedResource>> {
  const { node } = facts;
  const { request: asked } = board.setting;
  const definition = asked.platform.definitions[node.definition];
  const secrets = newlyReadSecret(definition, previous, node.address);
  if (secrets.length > 0) {
    return fail(secrets);
  }
  const driver = driverOf(board, definition, node);
  if (!driver.ok) {
    return driver;
  }
  const making = { node, definition, driver: driver.value };
  const request = requestOf(board, making, previous);
  if (!request.ok) {
    return request;
  }
  const hashed = await ask(board, making, request.value, () =>
    resourceHash(board, making, request.value),
  );
  if (!hashed.ok) {
    return hashed;
  }
  const hash = hashed.value;
  const { inputs, params } = request.value;
  const comparison: Comparison = previous
    ? compareResource(previous, {
        definition,
        driverVersion: driver.value.version,
        inputs,
        hash,
        unknown: unknownsIn(board, [
          inputs,
          params,
          ...(hash === undefined
            ? [(await driver.value.surroundings?.(request.value)) ?? null]
            : []),
        ]),
      })
    : { kind: 'equal' };
  const base = {
    ...facts,
    ...making,
    request: request.value,
    hash,
    comparison,
  };
  const stored =
    previous?.lifecycle === 'ready' && comparison.kind === 'equal'
      ? previous.outputs
      : undefined;
  if (stored && !asked.force) {
    return succeed({ ...base, outputs: stored });
  }
  const planned = await planByDriver(board, base);
  return planned.ok
    ? succeed(
        {
          ...base,
          plan: planned.value.plan,
          outputs: stored ?? planned.value.outputs,
        },
        planned.problems,
      )
    : planned;
}

/** Stays on what it was made with: its stored inputs, its stored outputs. */
async function resolveHeld(
  board: ResolveBoard,
  facts: Facts & { record: ResourceRecord },
): Promise<Result<ResolvedResource>> {
  const { node, record } = facts;
  const { definition } = record;
  const driver = driverOf(board, definition, node);
  if (!driver.ok) {
    return driver;
  }
  const params = board.resolver.params(node);
  const { force, refresh, repair } = board.setting.request;
  const isRefreshed = refresh?.includes(node.address) ?? false;
  if (isRefreshed && !driver.value.drift) {
    return fail([noDrift(node, driver.value)]);
  }
  const base = {
    ...facts,
    definition,
    driver: driver.value,
    request: {
      ...describe(board, node, {
        inputs: record.inputs,
        params: params.ok ? params.value : {},
        previous: record,
      }),
      held: true as const,
      ...(isRefreshed && { refresh: true as const }),
    },
    hash: record.appliedHash,
    comparison: { kind: 'equal' } as const,
    outputs: record.outputs,
  };
  const isAsked = force || isRefreshed || repair?.includes(node.address);
  if (record.lifecycle === 'ready' && !isAsked) {
    return succeed(base);
  }
  const planned = await planByDriver(board, base);
  return planned.ok
    ? succeed({
        ...base,
        plan: planned.value.plan,
        ...(isRefreshed && { outputs: planned.value.outputs }),
      })
    : planned;
}

function noDrift({ address }: ResourceNode, { name }: Driver): Problem {
  return {
    severity: 'error',
    code: 'NoDriftOfResource',
    message: `${address} cannot be taken as it is: its driver ${name} does not look at what others changed.`,
    hint: 'Leave it out of `refresh`. Fields of objects in the cluster are accepted on the page of drift.',
    address,
  };
}

/** Asks the driver for its plan; used again for what turns out to be damaged. */
export async function planByDriver(
  board: Pick<ResolveBoard, 'setting' | 'signal' | 'onPaper'>,
  resource: Making & { request: DriverRequest; record?: ResourceRecord },
): Promise<Result<{ plan: DriverPlan; outputs: ValueObject }>> {
  const { node, driver, request, definition, record } = resource;
  const plan = await ask(board, resource, request, () =>
    driver.plan(request, board.signal),
  );
  if (!plan.ok) {
    return plan;
  }
  const type = board.setting.request.platform.resourceTypes[node.type];
  const { address } = node;
  if (plan.value.complete) {
    const checked = checkOutputs(type, plan.value.outputs, {
      address,
      ...definition.source,
    });
    return checked.ok
      ? succeed({ plan: plan.value, outputs: checked.value })
      : checked;
  }
  // On paper, what is not known of the one that changes is not what is not known of the one that stays.
  const from = board.onPaper && record ? `${address} (changed)` : address;
  return succeed({
    plan: plan.value,
    outputs: plannedOutputs(type, plan.value.outputs, from),
  });
}

async function ask<T>(
  { signal }: Pick<ResolveBoard, 'signal'>,
  making: Making,
  request: DriverRequest,
  question: () => T | Promise<T>,
): Promise<Result<T>> {
  try {
    return succeed(await question());
  } catch (error) {
    signal.throwIfAborted();
    return fail([refusal(making, request, error)]);
  }
}

/** `deferred`: some input is known only during the run. */
export function exactnessOf(
  inputs: Value,
  plan: DriverPlan | undefined,
): 'exact' | 'deferred' {
  return isKnown(inputs) && plan?.exactness !== 'deferred'
    ? 'exact'
    : 'deferred';
}
