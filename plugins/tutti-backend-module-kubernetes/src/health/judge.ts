import { JsonObject } from '@tutti/engine';
import { objectsAt, textAt } from '../json';
import { whyPast } from './conditions';
import {
  judgeAutoscaler,
  judgeIngress,
  judgePersistentVolumeClaim,
  judgeService,
} from './core';
import { judgeDaemonSet } from './daemonSet';
import { judgeDeployment } from './deployment';
import { judgeGeneric } from './generic';
import { judgeCronJob, judgeJob } from './job';
import { judgePod } from './pod';
import { judgeReplicaSet } from './replicaSet';
import { judgeStatefulSet } from './statefulSet';
import { progressing, Verdict } from './Verdict';

type Judge = (object: JsonObject) => Verdict;

/** By group and kind: what health means does not change with the API version. */
const JUDGES: Record<string, Judge> = {
  'apps/Deployment': judgeDeployment,
  'apps/ReplicaSet': judgeReplicaSet,
  'apps/StatefulSet': judgeStatefulSet,
  'apps/DaemonSet': judgeDaemonSet,
  'batch/Job': judgeJob,
  'batch/CronJob': judgeCronJob,
  '/Pod': judgePod,
  '/PersistentVolumeClaim': judgePersistentVolumeClaim,
  '/Service': judgeService,
  'networking.k8s.io/Ingress': judgeIngress,
  'autoscaling/HorizontalPodAutoscaler': judgeAutoscaler,
};

/** `apps/Deployment`, `/Pod`. */
export function groupKind(object: JsonObject): string {
  const apiVersion = textAt(object, 'apiVersion') ?? '';
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return `${group}/${textAt(object, 'kind') ?? ''}`;
}

/** What an object says about itself. Pure: same object, same verdict. */
export function judge(object: JsonObject): Verdict {
  const past = whyPast(object);
  if (past !== undefined) return progressing(past);
  return (JUDGES[groupKind(object)] ?? judgeGeneric)(object);
}

/** Healthy, and no controller writes conditions that may say otherwise in a moment. */
export function isHealthyByPresence(object: JsonObject): boolean {
  return (
    groupKind(object) !== 'apiextensions.k8s.io/CustomResourceDefinition' &&
    objectsAt(object, 'status', 'conditions').length === 0 &&
    judge(object).status === 'healthy'
  );
}
