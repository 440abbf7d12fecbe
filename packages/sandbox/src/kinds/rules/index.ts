import { KubeObject, objectAt, textsAt } from '../../json';
import { FieldProblem } from '../../status';
import { KindKey } from '../kind';
import { changeProblems } from './changes';
import { labelProblems, nameProblems } from './names';
import {
  claimProblems,
  dataProblems,
  ingressProblems,
  serviceProblems,
} from './network';
import { podSpecProblems } from './podSpec';
import {
  autoscalerProblems,
  cronJobProblems,
  jobProblems,
  workloadProblems,
} from './workloads';

/** What a real API server would refuse (422): not every rule, but those that people meet. */
export function problemsOf(
  kind: KindKey,
  object: KubeObject,
  previous: KubeObject | undefined,
): FieldProblem[] {
  return [
    ...(previous ? [] : nameProblems(kind, object.metadata.name)),
    ...labelProblems(textsAt(object.metadata, 'labels'), 'metadata.labels'),
    ...contentProblems(kind, object),
    ...(previous ? changeProblems(kind, object, previous) : []),
  ];
}

function contentProblems(kind: KindKey, object: KubeObject): FieldProblem[] {
  switch (kind) {
    case '/Pod':
      return podSpecProblems(objectAt(object, 'spec'), 'spec');
    case 'apps/Deployment':
    case 'apps/ReplicaSet':
    case 'apps/StatefulSet':
    case 'apps/DaemonSet':
      return workloadProblems(kind, object);
    case 'batch/Job':
      return jobProblems(objectAt(object, 'spec'), 'spec');
    case 'batch/CronJob':
      return cronJobProblems(object);
    case 'autoscaling/HorizontalPodAutoscaler':
      return autoscalerProblems(object);
    case '/Service':
      return serviceProblems(object);
    case 'networking.k8s.io/Ingress':
      return ingressProblems(object);
    case '/PersistentVolumeClaim':
      return claimProblems(object);
    case '/ConfigMap':
    case '/Secret':
      return dataProblems(object);
    default:
      return [];
  }
}
