import { ValueObject, WorkloadKind } from '../../model';
import { ObjectNames } from './names';

/** Where the pod template stands in an object of this kind. */
export const TEMPLATE_PATH: Record<WorkloadKind, string[]> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/**
 * The object that runs the pods, without metadata. It never has `replicas`: how many there are
 * is the profile's or an autoscaler's, and Kubernetes starts with one.
 */
export function controller(
  kind: WorkloadKind,
  names: ObjectNames,
  selector: Record<string, string>,
  labels: Record<string, string>,
  template: ValueObject,
): ValueObject {
  switch (kind) {
    case 'Deployment':
      return {
        apiVersion: 'apps/v1',
        kind,
        spec: { selector: { matchLabels: selector }, template },
      };
    case 'StatefulSet':
      return {
        apiVersion: 'apps/v1',
        kind,
        spec: {
          serviceName: names.headless,
          selector: { matchLabels: selector },
          template,
        },
      };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, spec: { template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        spec: { jobTemplate: { metadata: { labels }, spec: { template } } },
      };
    default:
      throw new Error(`no controller for ${kind satisfies never}`);
  }
}
