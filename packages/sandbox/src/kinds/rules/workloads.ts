import {
  at,
  isObject,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import { FieldProblem } from '../../status';
import { parseSchedule } from '../schedule';
import { KindKey } from '../kind';
import { podSpecProblems } from './podSpec';
import { between, oneOf, required, wrong } from './problems';

/** Deployments, ReplicaSets, StatefulSets and DaemonSets. */
export function workloadProblems(
  kind: KindKey,
  object: KubeObject,
): FieldProblem[] {
  const spec = objectAt(object, 'spec');
  return [
    ...between('spec.replicas', spec.replicas, 0),
    ...between('spec.minReadySeconds', spec.minReadySeconds, 0),
    ...selectorProblems(spec),
    ...podSpecProblems(
      objectAt(spec, 'template', 'spec'),
      'spec.template.spec',
      objectsAt(spec, 'volumeClaimTemplates').map(
        claim => textAt(claim, 'metadata', 'name') ?? '',
      ),
    ),
    ...strategyProblems(kind, spec),
  ];
}

function selectorProblems(spec: JsonObject): FieldProblem[] {
  const hasSelector = isObject(spec.selector);
  const wanted = objectAt(spec, 'selector', 'matchLabels');
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const matches = Object.entries(wanted).every(
    ([key, value]) => labels[key] === value,
  );
  if (hasSelector && matches) return [];
  return [
    ...(hasSelector ? [] : [required('spec.selector')]),
    wrong(
      'spec.template.metadata.labels',
      Object.keys(labels).length > 0 ? labels : null,
      '`selector` does not match template `labels`',
    ),
  ];
}

function strategyProblems(kind: KindKey, spec: JsonObject): FieldProblem[] {
  if (kind === 'apps/Deployment')
    return oneOf('spec.strategy.type', at(spec, 'strategy', 'type'), [
      'Recreate',
      'RollingUpdate',
    ]);
  if (kind === 'apps/ReplicaSet') return [];
  return oneOf('spec.updateStrategy.type', at(spec, 'updateStrategy', 'type'), [
    'RollingUpdate',
    'OnDelete',
  ]);
}

export function jobProblems(spec: JsonObject, path: string): FieldProblem[] {
  const pod = objectAt(spec, 'template', 'spec');
  const place = `${path}.template.spec`;
  const endless = pod.restartPolicy === 'Always';
  return [
    ...between(`${path}.parallelism`, spec.parallelism, 0),
    ...between(`${path}.completions`, spec.completions, 0),
    ...between(`${path}.backoffLimit`, spec.backoffLimit, 0),
    ...podSpecProblems(pod, place),
    ...(endless
      ? [
          required(
            `${place}.restartPolicy`,
            'valid values: "OnFailure", "Never"',
          ),
        ]
      : []),
  ];
}

export function cronJobProblems(object: KubeObject): FieldProblem[] {
  const schedule = textAt(object, 'spec', 'schedule') ?? '';
  return [
    ...(parseSchedule(schedule)
      ? []
      : [wrong('spec.schedule', schedule, 'not a schedule')]),
    ...jobProblems(
      objectAt(object, 'spec', 'jobTemplate', 'spec'),
      'spec.jobTemplate.spec',
    ),
  ];
}

export function autoscalerProblems(object: KubeObject): FieldProblem[] {
  const low = numberAt(object, 'spec', 'minReplicas') ?? 1;
  const high = numberAt(object, 'spec', 'maxReplicas') ?? 0;
  return [
    ...between('spec.maxReplicas', high, 1),
    ...between('spec.minReplicas', low, 0),
    ...(high < low
      ? [
          wrong(
            'spec.maxReplicas',
            high,
            'must be greater than or equal to `minReplicas`',
          ),
        ]
      : []),
  ];
}
