import {
  actorOn,
  allowsAnnotation,
  DEFAULT_CONTAINER,
  defaultContainer,
  Problem,
  Workload,
  WorkloadProfile,
} from '../../model';
import { formatPath } from '../../read/path';
import { KUBERNETES_ID } from './labels';

/** Spoken to Tutti: they stay here. */
const OURS = /^([a-z0-9-]+\.)*tutti\.dev\//;

/**
 * The annotations of a pod: those of the Score file that the profile allows, and by which
 * Backstage and `kubectl logs` know whom they have before them. An annotation is an order to
 * whoever reads it, so whatever else the file says stays behind, with a warning.
 */
export function podAnnotations(
  workload: Workload,
  { name: profile, annotations: { allow } }: WorkloadProfile,
): { annotations: Record<string, string>; problems: Problem[] } {
  const problems: Problem[] = [];
  const container = defaultContainer(workload);
  const passed: [string, string][] = [];
  if (container !== undefined) passed.push([DEFAULT_CONTAINER, container]);
  for (const [key, value] of Object.entries(workload.annotations)) {
    if (OURS.test(key) || (key === DEFAULT_CONTAINER && value === container))
      continue;
    const actor = key === KUBERNETES_ID ? undefined : actorOn(key);
    const isAllowed = key === KUBERNETES_ID || allowsAnnotation(allow, key);
    if (isAllowed && actor === undefined) {
      passed.push([key, value]);
      continue;
    }
    problems.push({
      severity: 'warning',
      code: 'AnnotationNotAllowed',
      ...(key === DEFAULT_CONTAINER
        ? {
            message: `Annotation ${key} names ${value}, which is no container of workload ${workload.name}: it does not reach the pods.`,
            hint: `Name one of ${Object.keys(workload.containers)
              .sort()
              .join(', ')}.`,
          }
        : {
            message: `Annotation ${key} of workload ${
              workload.name
            } does not reach the pods: ${
              actor ?? `profile ${profile} does not allow it`
            }.`,
            hint:
              actor === undefined
                ? `The platform team can allow it: annotations.allow of WorkloadProfile ${profile}.`
                : 'Only a patch of a WorkloadProfile can set it: ask the platform team.',
          }),
      file: workload.file,
      path: formatPath(['metadata', 'annotations', key]),
    });
  }
  const annotations = Object.fromEntries(
    passed.sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { annotations, problems };
}
