import {
  Address,
  Digest,
  Driver,
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
} from '../../model';
import { canonical, isKnown, sealInputs } from '../values';
import { RotatedPassword } from './decide';
import { ResourceIdentity, Resolver, Setting } from './Resolver';

/** What everything of one environment is drawn with: in a plan, on paper and in a run alike. */
export interface Board {
  setting: Setting;
  resolver: Resolver;
  target: Pick<Target, 'cluster' | 'namespace'>;
  drivers: Record<string, Driver>;
  identities: ReadonlyMap<Address, ResourceIdentity>;
  digest: Digest;
  /** Passwords that are made anew, by what an Unknown in their place says of where it comes from. */
  rotated?: ReadonlyMap<string, RotatedPassword>;
  /** Nobody is asked: what is not known yet counts as known by where it comes from. */
  onPaper?: boolean;
}

/** A resource, and who makes it. */
export interface Making {
  node: ResourceNode;
  definition: ResourceDefinition;
  driver: Driver;
}

/**
 * Keyed hash of everything in a value; absent while something in it is not known.
 */
export function hashOn(
  { digest, onPaper }: Board,
  content: Value,
): string | undefined {
  return onPaper || isKnown(content) ? digest(canonical(content)) : undefined;
}

/** The identity a node was given before anything was filled. */
export function identityOn(
  { identities }: Pick<Board, 'identities'>,
  address: Address,
): ResourceIdentity {
  const identity = identities.get(address);
  if (!identity) {
    throw new Error(`no identity for ${address}`);
  }
  return identity;
}

/** What a driver is told about a resource: params and inputs filled, what is secret in them sealed. */
export function requestOf(
  board: Board,
  { node, definition, driver }: Making,
  previous: ResourceRecord | undefined,
): Result<DriverRequest> {
  const params = board.resolver.params(node);
  const inputs = board.resolver.inputs(node, definition);
  if (!params.ok || !inputs.ok) {
    return fail(inputs.problems);
  }
  const type = board.setting.request.platform.resourceTypes[node.type];
  return succeed(
    describe(board, node, {
      inputs: sealInputs(inputs.value, { driver, type }),
      params: params.value,
      previous,
    }),
  );
}

/** What a driver is told about a resource whose inputs are filled. */
export function describe(
  board: Board,
  node: ResourceNode,
  {
    previous,
    ...filled
  }: Pick<DriverRequest, 'inputs' | 'params' | 'previous'>,
): DriverRequest {
  const { resourceId, name } = identityOn(board, node.address);
  const [declarer] = node.declaredBy;
  return {
    resourceId,
    name,
    address: node.address,
    type: node.type,
    class: node.class,
    ...(node.id !== undefined && { id: node.id }),
    ...(declarer && { declaredAs: declarer.resource }),
    ...filled,
    context: board.setting.context,
    ...(previous && { previous }),
    namespace: board.target.namespace,
  };
}

export function driverOf(
  { drivers }: Pick<Board, 'drivers'>,
  definition: ResourceDefinition,
  { address }: ResourceNode,
): Result<Driver> {
  if (Object.hasOwn(drivers, definition.driver)) {
    return succeed(drivers[definition.driver]);
  }
  const problem: Problem = {
    severity: 'error',
    code: 'UnknownDriver',
    message: `${address} needs driver ${
      definition.driver
    }, which is not installed; there is ${Object.keys(drivers)
      .sort()
      .join(', ')}.`,
    address,
    ...definition.source,
  };
  return fail([problem]);
}

/** What a driver threw, as a problem of the resource. */
export function refusal(
  { driver, definition }: Making,
  { address }: DriverRequest,
  error: unknown,
): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    code: 'DriverRefused',
    message: `${address} cannot be made by driver ${
      driver.name
    }: ${reason.replace(/\.?$/, '.')}`,
    address,
    ...definition.source,
  };
}
