import {
  Address,
  isSystemNamespace,
  ObjectRef,
  own,
  PlanRequest,
  Problem,
} from '../../model';
import { OpenBinding } from './binding';

/** Which namespaces an environment may touch, and how. */
export interface Grounds {
  /** Its own, where it lives. */
  namespace: string;
  /** Existing ones that its Target names as adoptable. */
  adoptable: string[];
  /** The portal's own, beside the cluster's. */
  reserved: string[];
}

export function groundsOf(
  { platform, reservedNamespaces = [] }: Omit<PlanRequest, 'state'>,
  { name, target }: OpenBinding,
): Grounds {
  return {
    namespace: target.namespace,
    adoptable: own(platform.targets, name)?.namespaces.adopt ?? [],
    reserved: reservedNamespaces,
  };
}

/**
 * What no consent covers. Whoever names an application and an environment chooses a namespace's
 * name: a consent of theirs must never reach what was there before, least of all the cluster's own.
 */
export function outOfBounds(
  ref: ObjectRef,
  isForeign: boolean,
  grounds: Grounds,
  address: Address,
): Problem | undefined {
  const isNamespace = ref.kind === 'Namespace' && ref.apiVersion === 'v1';
  const namespace = isNamespace ? ref.name : ref.namespace;
  if (namespace === undefined) {
    return undefined;
  }
  if (isSystemNamespace(namespace) || grounds.reserved.includes(namespace)) {
    return {
      severity: 'error',
      code: 'SystemNamespace',
      message: isNamespace
        ? `Namespace ${namespace} belongs to the cluster or to the portal; no environment may have it.`
        : `${ref.kind} ${ref.name} would be in namespace ${namespace}, which belongs to the cluster or to the portal.`,
      hint: 'Give the environment another name, or the Target another namespace.',
      address,
    };
  }
  const isOwn = namespace === grounds.namespace && !isNamespace;
  return isForeign && !isOwn && !grounds.adoptable.includes(namespace)
    ? {
        severity: 'error',
        code: 'ForeignNamespace',
        message: isNamespace
          ? `Namespace ${namespace} exists already and is not of this environment.`
          : `${ref.kind} ${ref.name} exists already in namespace ${namespace}, which is not of this environment.`,
        hint: 'Give the environment another name, or have the platform team name it under `namespaces.adopt` of the Target.',
        address,
      }
    : undefined;
}
