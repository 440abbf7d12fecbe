import { Address, ObjectRef, Problem, TargetLimits } from '../../model';
import { ObjectDraft } from '../objects';

/** What a Target allows in it, and its name. */
export interface NamedLimits extends TargetLimits {
  target: string;
}

const WRITES: ReadonlySet<ObjectDraft['action']> = new Set([
  'create',
  'update',
  'replace',
  'adopt',
]);

/**
 * An object that would be written although the Target of the environment does not allow its kind or its
 * namespace (docs/reference/platform-files.md, Target). What is there already may stay, and may go.
 */
export function beyondLimits(
  { ref, action }: Pick<ObjectDraft, 'ref' | 'action'>,
  limits: NamedLimits | undefined,
  address: Address,
): Problem | undefined {
  if (!limits || !WRITES.has(action)) {
    return undefined;
  }
  const object = `${ref.kind} ${ref.name} of ${address}`;
  if (limits.kinds && !limits.kinds.some(kind => isKind(ref, kind))) {
    return problem(address, {
      message: `${object} is of kind ${kindOf(
        ref,
      )}, which is not under limits.kinds of Target ${limits.target}.`,
      limit: `limits.kinds of Target ${limits.target}`,
    });
  }
  const namespace = isNamespace(ref) ? ref.name : ref.namespace;
  if (
    limits.namespaces &&
    namespace !== undefined &&
    !limits.namespaces.some(pattern => matches(namespace, pattern))
  ) {
    return problem(address, {
      message: isNamespace(ref)
        ? `Namespace ${namespace} is not under limits.namespaces of Target ${limits.target}.`
        : `${object} would be in namespace ${namespace}, which is not under limits.namespaces of Target ${limits.target}.`,
      limit: `limits.namespaces of Target ${limits.target}`,
    });
  }
  return undefined;
}

function problem(
  address: Address,
  { message, limit }: { message: string; limit: string },
): Problem {
  return {
    severity: 'error',
    code: 'BeyondLimits',
    message,
    hint: `Leave the object out, or have the platform team add it to ${limit}.`,
    address,
  };
}

/** `Deployment` of any group, or `apps/Deployment`. */
function isKind(ref: ObjectRef, allowed: string): boolean {
  return allowed === ref.kind || allowed === kindOf(ref);
}

function kindOf({ apiVersion, kind }: ObjectRef): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? kind : `${apiVersion.slice(0, slash)}/${kind}`;
}

function isNamespace({ kind, apiVersion }: ObjectRef): boolean {
  return kind === 'Namespace' && apiVersion === 'v1';
}

/** A name, or the beginning of names: `shop-*`. */
function matches(namespace: string, pattern: string): boolean {
  return pattern.endsWith('*')
    ? namespace.startsWith(pattern.slice(0, -1))
    : namespace === pattern;
}
