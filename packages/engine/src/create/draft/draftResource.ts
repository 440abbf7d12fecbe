import {
  Digest,
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
  Target,
  Value,
  ValueObject,
} from '../../model';
import { checkOutputs, isKnown, plannedOutputs } from '../values';
import { Redactor } from '../values/Redactor';
import { compareResource, unknownsIn } from './compare';
import { Comparison, decideRaised, Hold, Continuity } from './decide';
import { definitionText, resourceHash } from './fingerprint';
import { ResourceIdentity, Resolver, Setting } from './Resolver';

/** A resource with its values, before the cluster was asked how its objects are. */
export interface ResolvedResource {
  node: ResourceNode;
  identity: Continuity;
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

export interface ResolveTools {
  setting: Setting;
  resolver: Resolver;
  target: Target;
  drivers: Record<string, Driver>;
  digest: Digest;
  signal: AbortSignal;
  consented(resourceId: string): boolean;
  /** A driver's plan made it a hold. */
  raiseHold(node: ResourceNode, hold: Hold): void;
  /** A new identity for the node, in place of the one its record has. */
  renew(node: ResourceNode): ResourceIdentity;
  identityOf(node: ResourceNode): ResourceIdentity;
}

/**
 * Fills one resource's values, compares, and asks its driver where something is to be done.
 * Everything it depends on has been resolved before.
 */
export async function resolveResource(
  node: ResourceNode,
  identity: Continuity,
  record: ResourceRecord | undefined,
  tools: ResolveTools,
): Promise<Result<ResolvedResource>> {
  if (identity.kind === 'hold' && record) {
    return resolveHeld(node, identity, record, tools);
  }
  const matched = tools.setting.request.platform.definitions[node.definition];
  const previous = goesOn(identity) ? record : undefined;
  const resolved = await resolveWith(node, identity, matched, previous, tools);
  if (!resolved.ok || !record || !goesOn(identity)) {
    return withRecord(resolved, record);
  }
  const why = resolved.value.plan?.replace;
  if (why === undefined) {
    return withRecord(resolved, record);
  }
  const raised = decideRaised({
    why,
    protection: record.definition.protection,
    platformMoved: platformMoved(record, resolved.value),
    consented: tools.consented(record.resourceId),
  });
  if (raised.kind === 'hold') {
    tools.raiseHold(node, raised);
    return resolveHeld(node, raised, record, tools);
  }
  tools.renew(node);
  return withRecord(
    await resolveWith(node, raised, matched, undefined, tools),
    record,
  );
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

/** The resource at the address stays the one it is. */
function goesOn(identity: Continuity): boolean {
  return identity.kind === 'same' || identity.kind === 'adopt';
}

function withRecord(
  resolved: Result<ResolvedResource>,
  record: ResourceRecord | undefined,
): Result<ResolvedResource> {
  return resolved.ok && record
    ? succeed({ ...resolved.value, record }, resolved.problems)
    : resolved;
}

async function resolveWith(
  node: ResourceNode,
  identity: Continuity,
  definition: ResourceDefinition,
  previous: ResourceRecord | undefined,
  tools: ResolveTools,
): Promise<Result<ResolvedResource>> {
  const driver = driverOf(definition, node, tools.drivers);
  if (!driver.ok) {
    return driver;
  }
  const params = tools.resolver.params(node);
  const inputs = tools.resolver.inputs(node, definition);
  if (!params.ok || !inputs.ok) {
    return fail(inputs.problems);
  }
  const request = requestOf(node, params.value, inputs.value, previous, tools);
  const asked = await ask(request, driver.value, definition, tools, () => {
    const surroundings = driver.value.surroundings?.(request) ?? null;
    return resourceHash(
      definition,
      driver.value.version,
      request,
      surroundings,
      tools.target,
      tools.digest,
    );
  });
  if (!asked.ok) {
    return asked;
  }
  const hash = asked.value;
  const comparison: Comparison = previous
    ? compareResource(previous, {
        definition,
        driverVersion: driver.value.version,
        inputs: inputs.value,
        hash,
        unknown: unknownsIn([inputs.value, params.value]),
      })
    : { kind: 'equal' };
  const base = { node, identity, definition, driver: driver.value, request };
  const stored =
    previous?.lifecycle === 'ready' && comparison.kind === 'equal'
      ? previous.outputs
      : undefined;
  if (stored && !tools.setting.request.force) {
    return succeed({ ...base, hash, comparison, outputs: stored });
  }
  const planned = await planByDriver(base, definition, tools);
  return planned.ok
    ? succeed(
        {
          ...base,
          hash,
          comparison,
          plan: planned.value.plan,
          outputs: stored ?? planned.value.outputs,
        },
        planned.problems,
      )
    : planned;
}

/** Stays on what it was made with: its stored inputs, its stored outputs. */
async function resolveHeld(
  node: ResourceNode,
  identity: Continuity,
  record: ResourceRecord,
  tools: ResolveTools,
): Promise<Result<ResolvedResource>> {
  const { definition } = record;
  const driver = driverOf(definition, node, tools.drivers);
  if (!driver.ok) {
    return driver;
  }
  const params = tools.resolver.params(node);
  const base = {
    node,
    identity,
    record,
    definition,
    driver: driver.value,
    request: requestOf(
      node,
      params.ok ? params.value : {},
      record.inputs,
      record,
      tools,
    ),
    hash: record.appliedHash,
    comparison: { kind: 'equal' } as const,
    outputs: record.outputs,
  };
  if (record.lifecycle === 'ready' && !tools.setting.request.force) {
    return succeed(base);
  }
  const planned = await planByDriver(base, definition, tools);
  return planned.ok ? succeed({ ...base, plan: planned.value.plan }) : planned;
}

/** Asks the driver for its plan; used again for what turns out to be damaged. */
export async function planByDriver(
  resource: Pick<ResolvedResource, 'node' | 'driver' | 'request'>,
  definition: ResourceDefinition,
  tools: Pick<ResolveTools, 'setting' | 'signal'>,
): Promise<Result<{ plan: DriverPlan; outputs: ValueObject }>> {
  const { node, driver, request } = resource;
  const plan = await ask(request, driver, definition, tools, () =>
    driver.plan(request, tools.signal),
  );
  if (!plan.ok) {
    return plan;
  }
  const type = tools.setting.request.platform.resourceTypes[node.type];
  const place = { address: node.address, ...definition.source };
  if (plan.value.complete) {
    const checked = checkOutputs(type, plan.value.outputs, place);
    return checked.ok
      ? succeed({ plan: plan.value, outputs: checked.value })
      : checked;
  }
  return succeed({
    plan: plan.value,
    outputs: plannedOutputs(type, plan.value.outputs, node.address),
  });
}

async function ask<T>(
  request: DriverRequest,
  driver: Driver,
  definition: ResourceDefinition,
  tools: Pick<ResolveTools, 'signal'>,
  question: () => T | Promise<T>,
): Promise<Result<T>> {
  try {
    return succeed(await question());
  } catch (error) {
    tools.signal.throwIfAborted();
    return fail([refusal(request, driver, definition, error)]);
  }
}

/**
 * What a driver threw, as a problem of the resource. A driver that forgets itself may say what it
 * was told: every secret in its request is taken out.
 */
export function refusal(
  request: DriverRequest,
  driver: Pick<Driver, 'name'>,
  definition: ResourceDefinition,
  error: unknown,
): Problem {
  const { address, inputs, params, previous, context } = request;
  const redactor = new Redactor();
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
  const reason = redactor.text(
    error instanceof Error ? error.message : String(error),
  );
  return {
    severity: 'error',
    code: 'DriverRefused',
    message: `${address} cannot be made by driver ${driver.name}: ${reason}`,
    address,
    ...definition.source,
  };
}

function driverOf(
  definition: ResourceDefinition,
  node: ResourceNode,
  drivers: Record<string, Driver>,
): Result<Driver> {
  if (Object.hasOwn(drivers, definition.driver)) {
    return succeed(drivers[definition.driver]);
  }
  const problem: Problem = {
    severity: 'error',
    code: 'UnknownDriver',
    message: `${node.address} needs driver ${
      definition.driver
    }, which is not installed; there is ${Object.keys(drivers)
      .sort()
      .join(', ')}.`,
    address: node.address,
    ...definition.source,
  };
  return fail([problem]);
}

/** What a driver is told about a resource. */
export function requestOf(
  node: ResourceNode,
  params: ValueObject,
  inputs: ValueObject,
  previous: ResourceRecord | undefined,
  {
    setting,
    target,
    identityOf,
  }: Pick<ResolveTools, 'setting' | 'identityOf'> & {
    target: Pick<Target, 'namespace'>;
  },
): DriverRequest {
  const { resourceId, name } = identityOf(node);
  const [declarer] = node.declaredBy;
  return {
    resourceId,
    name,
    address: node.address,
    type: node.type,
    class: node.class,
    ...(node.id !== undefined && { id: node.id }),
    ...(declarer && { declaredAs: declarer.resource }),
    inputs,
    params,
    context: setting.context,
    ...(previous && { previous }),
    namespace: target.namespace,
  };
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
