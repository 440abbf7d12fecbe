import {
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../json';
import { KindKey } from '../kinds/kind';
import { printAge } from './age';
import {
  age,
  Column,
  count,
  name,
  orNone,
  printMap,
  since,
  text,
  wide,
} from './column';
import { podReady, podRestarts, podStatus } from './podColumns';

function templateOf(object: KubeObject) {
  return objectAt(object, 'spec', 'template', 'spec');
}

const containers = wide(
  text('Containers', object =>
    objectsAt(templateOf(object), 'containers')
      .map(container => String(container.name))
      .join(','),
  ),
);
const images = wide(
  text('Images', object =>
    objectsAt(templateOf(object), 'containers')
      .map(container => String(container.image ?? ''))
      .join(','),
  ),
);
const selector = wide(
  text('Selector', object =>
    orNone(printMap(textsAt(object, 'spec', 'selector', 'matchLabels'))),
  ),
);

const ready = (readyKey: string, ...wanted: string[]) =>
  text(
    'Ready',
    object =>
      `${numberAt(object, 'status', readyKey) ?? 0}/${
        numberAt(object, ...wanted) ?? 0
      }`,
  );

/** Workloads, and what scales and protects them. */
export const workloadColumns: Record<KindKey, Column[]> = {
  '/Pod': [
    name,
    text('Ready', podReady),
    text('Status', podStatus),
    text('Restarts', podRestarts),
    age,
    wide(text('IP', object => orNone(textAt(object, 'status', 'podIP')))),
    wide(text('Node', object => orNone(textAt(object, 'spec', 'nodeName')))),
    wide(
      text('Nominated Node', object =>
        orNone(textAt(object, 'status', 'nominatedNodeName')),
      ),
    ),
    wide(text('Readiness Gates', () => '<none>')),
  ],
  'apps/Deployment': [
    name,
    ready('readyReplicas', 'spec', 'replicas'),
    count('Up-to-date', 'status', 'updatedReplicas'),
    count('Available', 'status', 'availableReplicas'),
    age,
    containers,
    images,
    selector,
  ],
  'apps/ReplicaSet': [
    name,
    count('Desired', 'spec', 'replicas'),
    count('Current', 'status', 'replicas'),
    count('Ready', 'status', 'readyReplicas'),
    age,
    containers,
    images,
    selector,
  ],
  'apps/StatefulSet': [
    name,
    ready('readyReplicas', 'spec', 'replicas'),
    age,
    containers,
    images,
  ],
  'apps/DaemonSet': [
    name,
    count('Desired', 'status', 'desiredNumberScheduled'),
    count('Current', 'status', 'currentNumberScheduled'),
    count('Ready', 'status', 'numberReady'),
    count('Up-to-date', 'status', 'updatedNumberScheduled'),
    count('Available', 'status', 'numberAvailable'),
    text('Node Selector', object =>
      orNone(printMap(textsAt(templateOf(object), 'nodeSelector'))),
    ),
    age,
    containers,
    images,
    selector,
  ],
  'batch/Job': [
    name,
    text('Status', jobStatus),
    text(
      'Completions',
      object =>
        `${numberAt(object, 'status', 'succeeded') ?? 0}/${
          numberAt(object, 'spec', 'completions') ??
          `1 of ${numberAt(object, 'spec', 'parallelism') ?? 1}`
        }`,
    ),
    text('Duration', (object, now) => {
      const start = textAt(object, 'status', 'startTime');
      if (start === undefined) return '';
      const end = textAt(object, 'status', 'completionTime');
      return printAge(
        (end === undefined ? now : Date.parse(end)) - Date.parse(start),
      );
    }),
    age,
    containers,
    images,
    selector,
  ],
  'batch/CronJob': [
    name,
    text('Schedule', object => textAt(object, 'spec', 'schedule') ?? ''),
    text('Timezone', object => orNone(textAt(object, 'spec', 'timeZone'))),
    text('Suspend', object =>
      objectAt(object, 'spec').suspend === true ? 'True' : 'False',
    ),
    {
      ...text('Active', object => listAt(object, 'status', 'active').length),
      type: 'integer',
    },
    text('Last Schedule', (object, now) => {
      const last = textAt(object, 'status', 'lastScheduleTime');
      return last === undefined ? '<none>' : since(last, now);
    }),
    age,
  ],
  'autoscaling/HorizontalPodAutoscaler': [
    name,
    text('Reference', object => {
      const target = objectAt(object, 'spec', 'scaleTargetRef');
      return `${String(target.kind)}/${String(target.name)}`;
    }),
    text('Targets', targets),
    count('MinPods', 'spec', 'minReplicas'),
    count('MaxPods', 'spec', 'maxReplicas'),
    count('Replicas', 'status', 'currentReplicas'),
    age,
  ],
  'policy/PodDisruptionBudget': [
    name,
    text('Min Available', object => bound(object, 'minAvailable')),
    text('Max Unavailable', object => bound(object, 'maxUnavailable')),
    count('Allowed Disruptions', 'status', 'disruptionsAllowed'),
    age,
  ],
};

function jobStatus(object: KubeObject): string {
  const holds = (type: string) =>
    objectsAt(object, 'status', 'conditions').some(
      condition => condition.type === type && condition.status === 'True',
    );
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  return holds('Suspended') ? 'Suspended' : 'Running';
}

function bound(object: KubeObject, key: string): string {
  const value = objectAt(object, 'spec')[key];
  return value === undefined ? 'N/A' : String(value);
}

function targets(object: KubeObject): string {
  const current = objectsAt(object, 'status', 'currentMetrics');
  return (
    objectsAt(object, 'spec', 'metrics')
      .map((metric, index) => {
        const wanted = numberAt(
          metric,
          'resource',
          'target',
          'averageUtilization',
        );
        const now = numberAt(
          current[index],
          'resource',
          'current',
          'averageUtilization',
        );
        const printed = (value: number | undefined) =>
          value === undefined ? '<unknown>' : `${value}%`;
        return `${String(objectAt(metric, 'resource').name)}: ${printed(
          now,
        )}/${printed(wanted)}`;
      })
      .join(', ') || '<none>'
  );
}
