import {
  isSystemNamespace,
  isValueObject,
  own,
  PlanRequest,
  Problem,
  referenceText,
  SecretReference,
  Unknown,
  Value,
} from '../../model';
import { Scope } from '../../placeholders';
import { definitionReads, profileReads, workloadReads } from '../graph';
import { fillPlatformValue } from '../values';
import { OpenBinding, requestContextOf } from './binding';

/** The one store whose namespaces are those of the cluster. */
const CLUSTER_STORE = 'cluster';

/**
 * Referenced secrets that something reads, as secrets that are known only during the run; others are
 * left out, so that nobody's store is asked for what nobody uses.
 */
export function withReferences(request: PlanRequest): PlanRequest {
  const { references = {} } = request;
  const used = Object.entries(references).filter(([name]) =>
    isRead(request, name),
  );
  return {
    ...request,
    references: Object.fromEntries(used),
    secrets: {
      ...request.secrets,
      ...Object.fromEntries(
        used.map(([name, reference]) => [
          name,
          new Unknown('any', true, referenceText(reference)),
        ]),
      ),
    },
  };
}

function isRead({ platform, workloads }: PlanRequest, name: string): boolean {
  return (
    workloads.some(workload => workloadReads(workload, name)) ||
    Object.values(platform.definitions).some(definition =>
      definitionReads(definition, name),
    ) ||
    Object.values(platform.profiles).some(profile =>
      profileReads(profile, name),
    )
  );
}

/**
 * Nobody grants themselves anything: only what the Target names may be read, by Tutti's rights on the
 * cluster, for those whose environments it serves.
 */
export function referenceProblems(
  request: PlanRequest,
  { name: target }: Pick<OpenBinding, 'name'>,
): Problem[] {
  const references = Object.entries(request.references ?? {});
  if (references.length === 0) {
    return [];
  }
  const definition = own(request.platform.targets, target);
  const scope: Scope<'target'> = { context: requestContextOf(request) };
  const rules = (definition?.secrets?.read ?? []).flatMap(rule => {
    const filled = fillPlatformValue({ ...rule }, scope).value;
    return isValueObject(filled) ? [filled] : [];
  });
  return references.flatMap(([name, reference]): Problem[] => {
    const isOwnOfCluster =
      reference.store === CLUSTER_STORE &&
      (isSystemNamespace(reference.namespace) ||
        (request.reservedNamespaces ?? []).includes(reference.namespace));
    if (isOwnOfCluster || !rules.some(rule => covers(rule, reference))) {
      return [
        {
          severity: 'error',
          code: 'ReferenceNotAllowed',
          message: `The secret ${name} refers to ${referenceText(
            reference,
          )}, which ${
            isOwnOfCluster
              ? 'is in a namespace of the cluster or of the portal'
              : `Target ${target} does not let this application read`
          }.`,
          hint: isOwnOfCluster
            ? 'Refer to a Secret elsewhere, or set a value.'
            : `Set a value, or have the platform team name it under \`secrets.read\` of Target ${target}.`,
        },
      ];
    }
    return [];
  });
}

function covers(
  { store, namespace, names }: Record<string, Value>,
  reference: SecretReference,
): boolean {
  return (
    store === reference.store &&
    namespace === reference.namespace &&
    Array.isArray(names) &&
    (names.includes('*') || names.includes(reference.name))
  );
}
