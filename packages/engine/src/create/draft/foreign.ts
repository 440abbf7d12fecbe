import {
  Address,
  isSystemNamespace,
  ObjectRef,
  own,
  PlanRequest,
  Problem,
} from '../../model';
import { OpenBinding } from './binding';
import { NamedLimits } from './limits';

/** Which namespaces an environment may touch, and how. */
export interface Grounds {
  /** Its own, where it lives. */
  namespace: string;
  /** Those that it makes beside it. */
  made: ReadonlySet<string>;
  /** Existing ones that its Target names as adoptable. */
  adoptable: string[];
  /** The portal's own, beside the cluster's. */
  reserved: string[];
  /** What its Target allows. */
  limits?: NamedLimits;
}

export function groundsOf(
  { platform, reservedNamespaces = [] }: Omit<PlanRequest, 'state'>,
  { name, target }: OpenBinding,
  objects: ObjectRef[],
): Grounds {
  const { limits } = own(platform.targets, name) ?? {};
  return {
    namespace: target.namespace,
    made: new Set(objects.filter(isNamespace).map(({ name: made }) => made)),
    adoptable: own(platform.targets, name)?.namespaces.adopt ?? [],
    reserved: reservedNamespaces,
    ...(limits && { limits: { ...limits, target: name } }),
  };
}

/** How an object is found that an environment would have. */
export type Standing =
  /** It has it. */
  | 'ours'
  /** It is not there, and never was the environment's. */
  | 'new'
  /** It is there, and nobody says whose it is. */
  | 'foreign';

/**
 * Whether a new object would stand outside its environment: in no namespace at all, or in another one.
 * That is for one to accept who may manage what is there.
 */
export function isOutside(
  ref: ObjectRef,
  { namespace, made }: Grounds,
): boolean {
  return isNamespace(ref)
    ? ref.name !== namespace
    : ref.namespace === undefined ||
        (ref.namespace !== namespace && !made.has(ref.namespace));
}

function isNamespace({ kind, apiVersion }: ObjectRef): boolean {
  return kind === 'Namespace' && apiVersion === 'v1';
}

/**
 * What no consent covers. Whoever names an application and an environment chooses a namespace's
 * name: a consent of theirs must never reach what was there before, least of all the cluster's own.
 */
export function outOfBounds(
  ref: ObjectRef,
  standing: Standing,
  grounds: Grounds,
  address: Address,
): Problem | undefined {
  const isItself = isNamespace(ref);
  const namespace = isItself ? ref.name : ref.namespace;
  if (namespace === undefined) {
    return undefined;
  }
  if (isSystemNamespace(namespace) || grounds.reserved.includes(namespace)) {
    return {
      severity: 'error',
      code: 'SystemNamespace',
      message: isItself
        ? `Namespace ${namespace} belongs to the cluster or to the portal; no environment may have it.`
        : `${ref.kind} ${ref.name} would be in namespace ${namespace}, which belongs to the cluster or to the portal.`,
      hint: 'Give the environment another name, or the Target another namespace.',
      address,
    };
  }
  if (grounds.adoptable.includes(namespace)) {
    return undefined;
  }
  const foreign = {
    severity: 'error' as const,
    code: 'ForeignNamespace',
    hint: 'Give the environment another name, or have the platform team name it under `namespaces.adopt` of the Target.',
    address,
  };
  if (standing === 'foreign' && (isItself || namespace !== grounds.namespace)) {
    return {
      ...foreign,
      message: isItself
        ? `Namespace ${namespace} exists already and is not of this environment.`
        : `${ref.kind} ${ref.name} exists already in namespace ${namespace}, which is not of this environment.`,
    };
  }
  return standing === 'new' && !isItself && isOutside(ref, grounds)
    ? {
        ...foreign,
        message: `${ref.kind} ${ref.name} would be in namespace ${namespace}, which is not of this environment.`,
        hint: 'Leave the namespace out, or have the platform team name it under `namespaces.adopt` of the Target.',
      }
    : undefined;
}
