import {
  isValueObject,
  MANAGED_BY_LABEL,
  MANAGED_BY_TUTTI,
  ObjectRef,
  ObjectTemplate,
  Problem,
  Value,
} from '../../model';
import { checkObject } from '../values';
import { environmentLabelValue } from '../workload';
import { storedSecret } from './secretObject';

/** A template that can be sent as soon as its leaves are known, and the name it goes by. */
export interface CompleteObject {
  ref: ObjectRef;
  template: ObjectTemplate;
}

export const ENVIRONMENT_LABEL = 'tutti.dev/environment-id';
export const RESOURCE_LABEL = 'tutti.dev/resource';

/** On every object we apply: who looks at the cluster sees whose it is. */
export function ownershipLabels(
  environmentId: string,
  resourceId?: string,
): Record<string, string> {
  return {
    [MANAGED_BY_LABEL]: MANAGED_BY_TUTTI,
    [ENVIRONMENT_LABEL]: environmentLabelValue(environmentId),
    ...(resourceId !== undefined && { [RESOURCE_LABEL]: resourceId }),
  };
}

export interface Completion {
  namespace: string;
  namespaced(apiVersion: string, kind: string): boolean;
  labels: Record<string, string>;
  /** For messages: what contributes the object. */
  address: string;
}

/**
 * Puts what the engine adds to every object: the namespace where the kind has one, and labels
 * of ownership. Refuses what has no name yet, and secrets outside a Secret: an object's other
 * fields can be read by many.
 */
export function completeObject(
  template: ObjectTemplate,
  completion: Completion,
): { ok: true; object: CompleteObject } | { ok: false; problems: Problem[] } {
  const { address } = completion;
  const stored = storedSecret(template);
  const problems = [
    ...checkObject(template, { address }),
    ...stored.wrong.map(({ path, shouldBe }) =>
      invalid(address, `${path} of a Secret must be ${shouldBe}`),
    ),
  ];
  const { apiVersion, kind } = template;
  const metadata = isValueObject(template.metadata) ? template.metadata : {};
  const { name, namespace, ...described } = metadata;
  if (!isText(apiVersion) || !isText(kind) || !isText(name)) {
    return {
      ok: false,
      problems:
        problems.length > 0
          ? problems
          : [
              invalid(
                address,
                'an object needs apiVersion, kind and metadata.name, each a text',
              ),
            ],
    };
  }
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const place: Record<string, string> = completion.namespaced(apiVersion, kind)
    ? { namespace: isText(namespace) ? namespace : completion.namespace }
    : {};
  const labels = isValueObject(metadata.labels) ? metadata.labels : {};
  return {
    ok: true,
    object: {
      ref: { apiVersion, kind, ...place, name },
      template: {
        ...stored.template,
        metadata: {
          ...described,
          ...place,
          name,
          labels: { ...labels, ...completion.labels },
        },
      },
    },
  };
}

function invalid(address: string, what: string): Problem {
  return {
    severity: 'error',
    code: 'InvalidObject',
    message: `${address}: ${what}.`,
    address,
  };
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
