import {
  Content,
  ContentObject,
  isAbsent,
  isEmpty,
  isMap,
  isOpaque,
  mapAt,
  mapsAt,
  Path,
  textAt,
  valueAt,
} from '../content';
import { dnsLabel } from '../grammar/names';
import { parseSchedule } from '../grammar/schedule';
import { Inspection, Rule, Rules } from '../Inspection';
import {
  amountOrShare,
  exactly,
  fields,
  notNegative,
  requires,
  spelled,
} from './checks';
import { isEmptySelector, selects } from './metadata';
import { judgePod } from './pods';
import { judgeSource } from './volumes';

const amounts = fields({
  replicas: notNegative,
  minReadySeconds: notNegative,
  revisionHistoryLimit: notNegative,
  progressDeadlineSeconds: notNegative,
});

/** The pods a controller makes are those it looks for. */
function judgeSelector(
  spec: ContentObject,
  say: Inspection,
  kind: string,
): void {
  const { selector } = spec;
  if (isOpaque(selector)) return;
  const labels = valueAt(spec, 'template', 'metadata', 'labels');
  if (isAbsent(selector)) say.required(['selector']);
  else if (isEmptySelector(selector)) {
    say.invalid(
      ['selector'],
      selector,
      `empty selector is invalid for ${kind}`,
    );
    return;
  }
  if (
    !isOpaque(labels) &&
    (isAbsent(selector) || selects(selector, labels) === false)
  )
    say.invalid(
      ['template', 'metadata', 'labels'],
      isMap(labels) && Object.keys(labels).length > 0 ? labels : null,
      '`selector` does not match template `labels`',
    );
}

/** What runs for ever is started again for ever. */
function judgeEndless(spec: ContentObject, say: Inspection): void {
  const pod = mapAt(spec, 'template', 'spec');
  if (!isEmpty(pod.restartPolicy) && typeof pod.restartPolicy === 'string')
    if (pod.restartPolicy !== 'Always')
      say.unsupported(
        ['template', 'spec', 'restartPolicy'],
        pod.restartPolicy,
        ['Always'],
      );
  if (!isAbsent(pod.activeDeadlineSeconds))
    say.forbidden(
      ['template', 'spec', 'activeDeadlineSeconds'],
      'only what ends may have a deadline',
    );
}

function templateOf(spec: ContentObject): ContentObject {
  return mapAt(spec, 'template', 'spec');
}

const POD: Path = ['template', 'spec'];

const deployment: Rule = (spec, say) => {
  amounts(spec, say);
  judgeSelector(spec, say, 'deployment');
  judgePod(templateOf(spec), POD, say);
  judgeEndless(spec, say);
  const { progressDeadlineSeconds = 600, minReadySeconds = 0 } = spec;
  if (
    typeof progressDeadlineSeconds === 'number' &&
    typeof minReadySeconds === 'number' &&
    progressDeadlineSeconds <= minReadySeconds
  )
    say.invalid(
      ['progressDeadlineSeconds'],
      progressDeadlineSeconds,
      'must be greater than minReadySeconds',
    );
};

function share(value: Content | undefined, byDefault: string): number {
  if (isOpaque(value)) return NaN;
  return Number.parseInt(String(value ?? byDefault), 10);
}

const deploymentStrategy: Rule = (struct, say) => {
  exactly('', 'Recreate', 'RollingUpdate')(struct.type ?? '', ['type'], say);
  const { rollingUpdate } = struct;
  if (struct.type === 'Recreate') {
    if (!isAbsent(rollingUpdate))
      say.forbidden(
        ['rollingUpdate'],
        "may not be specified when strategy `type` is 'Recreate'",
      );
    return;
  }
  if (!isMap(rollingUpdate)) return;
  amountOrShare(100)(
    rollingUpdate.maxUnavailable ?? null,
    ['rollingUpdate', 'maxUnavailable'],
    say,
  );
  amountOrShare()(
    rollingUpdate.maxSurge ?? null,
    ['rollingUpdate', 'maxSurge'],
    say,
  );
  if (
    share(rollingUpdate.maxUnavailable, '25') === 0 &&
    share(rollingUpdate.maxSurge, '25') === 0
  )
    say.invalid(
      ['rollingUpdate', 'maxUnavailable'],
      rollingUpdate.maxUnavailable ?? null,
      'may not be 0 when `maxSurge` is 0',
    );
};

const replicaSet: Rule = (spec, say) => {
  amounts(spec, say);
  judgeSelector(spec, say, 'replica set');
  judgePod(templateOf(spec), POD, say);
  judgeEndless(spec, say);
};

const statefulSet: Rule = (spec, say) => {
  amounts(spec, say);
  fields({
    serviceName: spelled(dnsLabel),
    podManagementPolicy: exactly('', 'OrderedReady', 'Parallel'),
  })(spec, say);
  judgeSelector(spec, say, 'statefulset');
  judgePod(templateOf(spec), POD, say, {
    claimed: mapsAt(spec, 'volumeClaimTemplates').map(
      ({ item }) => textAt(item, 'metadata', 'name') ?? '',
    ),
  });
  judgeEndless(spec, say);
  mapsAt(spec, 'volumeClaimTemplates').forEach(({ item, index }) =>
    judgeSource(item, ['volumeClaimTemplates', index], say),
  );
  const start = valueAt(spec, 'ordinals', 'start');
  notNegative(start ?? null, ['ordinals', 'start'], say);
};

const statefulStrategy: Rule = (struct, say) => {
  exactly('', 'OnDelete', 'RollingUpdate')(struct.type ?? '', ['type'], say);
  const { rollingUpdate } = struct;
  if (isAbsent(rollingUpdate)) return;
  if (struct.type === 'OnDelete')
    say.invalid(
      ['rollingUpdate'],
      rollingUpdate,
      "only allowed for updateStrategy 'RollingUpdate'",
    );
  else
    notNegative(
      valueAt(rollingUpdate, 'partition') ?? null,
      ['rollingUpdate', 'partition'],
      say,
    );
};

const daemonSet: Rule = (spec, say) => {
  amounts(spec, say);
  judgeSelector(spec, say, 'daemonset');
  judgePod(templateOf(spec), POD, say);
  judgeEndless(spec, say);
};

const daemonStrategy: Rule = (struct, say) => {
  exactly('', 'OnDelete', 'RollingUpdate')(struct.type ?? '', ['type'], say);
  const { rollingUpdate } = struct;
  if (!isMap(rollingUpdate) || struct.type === 'OnDelete') return;
  for (const key of ['maxUnavailable', 'maxSurge'])
    amountOrShare(100)(rollingUpdate[key] ?? null, ['rollingUpdate', key], say);
  const unavailable = share(rollingUpdate.maxUnavailable, '1');
  const surge = share(rollingUpdate.maxSurge, '0');
  if (unavailable > 0 && surge > 0)
    say.invalid(
      ['rollingUpdate', 'maxSurge'],
      rollingUpdate.maxSurge ?? null,
      'may not be set when maxUnavailable is non-zero',
    );
  if (unavailable === 0 && surge === 0)
    say.required(
      ['rollingUpdate', 'maxUnavailable'],
      'cannot be 0 when maxSurge is 0',
    );
};

const replicationController: Rule = (spec, say) => {
  amounts(spec, say);
  const { selector } = spec;
  const labels = valueAt(spec, 'template', 'metadata', 'labels');
  if (isAbsent(spec.template)) say.required(['template']);
  const wanted = isAbsent(selector) ? labels : selector;
  if (isMap(selector) ? Object.keys(selector).length === 0 : isAbsent(wanted))
    say.required(['selector']);
  else if (
    !isOpaque(labels) &&
    selects({ matchLabels: wanted ?? null }, labels) === false
  )
    say.invalid(
      ['template', 'metadata', 'labels'],
      labels ?? null,
      '`selector` does not match template `labels`',
    );
  judgePod(templateOf(spec), POD, say);
  judgeEndless(spec, say);
};

const job: Rule = (spec, say) => {
  fields({
    parallelism: notNegative,
    completions: notNegative,
    activeDeadlineSeconds: notNegative,
    backoffLimit: notNegative,
    ttlSecondsAfterFinished: notNegative,
    managedBy: (value, path, inner) => {
      if (typeof value === 'string' && !/^[^/]+\/.+$/.test(value))
        inner.invalid(path, value, 'must be a domain-prefixed path');
    },
    backoffLimitPerIndex: notNegative,
    maxFailedIndexes: notNegative,
  })(spec, say);
  judgePod(templateOf(spec), POD, say);
  judgeJobEnd(spec, say);
  const isIndexed = spec.completionMode === 'Indexed';
  if (isIndexed && isAbsent(spec.completions))
    say.required(['completions'], 'when completion mode is Indexed');
  if (!isIndexed && !isOpaque(spec.completionMode))
    for (const key of [
      'backoffLimitPerIndex',
      'maxFailedIndexes',
      'successPolicy',
    ])
      if (!isAbsent(spec[key]))
        say.invalid(
          [key],
          spec[key] ?? null,
          'requires indexed completion mode',
        );
  if (!isAbsent(spec.maxFailedIndexes) && isAbsent(spec.backoffLimitPerIndex))
    say.required(
      ['backoffLimitPerIndex'],
      'when maxFailedIndexes is specified',
    );
  if (spec.manualSelector !== true && !isEmptySelector(spec.selector))
    if (!isOpaque(spec.manualSelector) && !isGenerated(spec))
      say.invalid(['selector'], spec.selector, '`selector` not auto-generated');
  if (spec.manualSelector === true) {
    if (isAbsent(spec.selector)) say.required(['selector']);
    else if (
      selects(
        spec.selector,
        valueAt(spec, 'template', 'metadata', 'labels'),
      ) === false
    )
      say.invalid(
        ['template', 'metadata', 'labels'],
        valueAt(spec, 'template', 'metadata', 'labels') ?? null,
        '`selector` does not match template `labels`',
      );
  }
};

/** What Kubernetes itself gives a Job: a selector by its uid, and pods that have it. */
function isGenerated(spec: ContentObject): boolean {
  const wanted = Object.keys(mapAt(spec, 'selector', 'matchLabels'));
  const labels = valueAt(spec, 'template', 'metadata', 'labels');
  return (
    wanted.length > 0 &&
    wanted.every(key => key.endsWith('controller-uid')) &&
    selects(spec.selector ?? null, labels) === true
  );
}

function judgeJobEnd(spec: ContentObject, say: Inspection): void {
  const { restartPolicy } = templateOf(spec);
  const path = [...POD, 'restartPolicy'];
  if (isEmpty(restartPolicy) || restartPolicy === 'Always')
    say.required(path, 'valid values: "OnFailure", "Never"');
  else if (restartPolicy === 'OnFailure' && !isAbsent(spec.podFailurePolicy))
    say.invalid(
      path,
      restartPolicy,
      'only "Never" is supported when podFailurePolicy is specified',
    );
}

const failureRule: Rule = (struct, say) => {
  requires('action')(struct, say);
  const hasCodes = !isAbsent(struct.onExitCodes);
  const hasConditions = mapsAt(struct, 'onPodConditions').length > 0;
  if (hasCodes === hasConditions)
    say.invalid(
      [],
      '',
      hasCodes
        ? 'specifying both OnExitCodes and OnPodConditions is not supported'
        : 'specifying one of OnExitCodes and OnPodConditions is required',
    );
};

const exitCodes: Rule = (struct, say) => {
  requires('operator')(struct, say);
  const values = Array.isArray(struct.values) ? struct.values : [];
  if (values.length === 0 && !isOpaque(struct.values))
    say.invalid(['values'], values, 'at least one value is required');
  values.forEach((value, index) => {
    if (value === 0 && struct.operator === 'In')
      say.invalid(['values', index], 0, 'must not be 0 for the In operator');
    const before = values[index - 1];
    if (typeof value === 'number' && typeof before === 'number')
      if (before > value) say.invalid(['values'], values, 'must be ordered');
  });
};

const cronJob: Rule = (spec, say) => {
  if (!isAbsent(valueAt(spec, 'jobTemplate', 'spec', 'selector')))
    say.invalid(
      ['jobTemplate', 'spec', 'selector'],
      valueAt(spec, 'jobTemplate', 'spec', 'selector') ?? null,
      '`selector` will be auto-generated',
    );
  requires('schedule')(spec, say);
  fields({
    schedule: (value, path, inner) => {
      if (typeof value !== 'string' || value === '') return;
      if (value.includes('TZ'))
        inner.invalid(
          path,
          value,
          'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
        );
      else if (!parseSchedule(value))
        inner.invalid(path, value, 'not a schedule');
    },
    startingDeadlineSeconds: notNegative,
    successfulJobsHistoryLimit: notNegative,
    failedJobsHistoryLimit: notNegative,
    timeZone: (value, path, inner) => {
      if (typeof value === 'string' && !isTimeZone(value))
        inner.invalid(path, value, `unknown time zone ${value}`);
    },
  })(spec, say);
};

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z0-9_/+-]+$/.test(name) || /^[+-]/.test(name)) return false;
  if (/^local$/i.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export const workloadRules: Rules = new Map<string, Rule[]>([
  [
    'core.v1.Pod',
    [
      (pod, say) =>
        judgePod(mapAt(pod, 'spec'), ['spec'], say, { isPod: true }),
      (pod, say) => {
        const { priority, priorityClassName } = mapAt(pod, 'spec');
        if (typeof priority === 'number' && priority !== 0)
          if (isEmpty(priorityClassName))
            say.forbidden(
              ['spec', 'priority'],
              'must not be provided in pod spec: it follows from the PriorityClass',
            );
      },
    ],
  ],
  [
    'core.v1.PodTemplate',
    [(template, say) => judgePod(templateOf(template), POD, say)],
  ],
  ['core.v1.ReplicationControllerSpec', [replicationController]],
  ['apps.v1.DeploymentSpec', [deployment]],
  ['apps.v1.DeploymentStrategy', [deploymentStrategy]],
  ['apps.v1.ReplicaSetSpec', [replicaSet]],
  ['apps.v1.StatefulSetSpec', [statefulSet]],
  ['apps.v1.StatefulSetUpdateStrategy', [statefulStrategy]],
  ['apps.v1.DaemonSetSpec', [daemonSet]],
  ['apps.v1.DaemonSetUpdateStrategy', [daemonStrategy]],
  ['batch.v1.JobSpec', [job]],
  ['batch.v1.PodFailurePolicyRule', [failureRule]],
  ['batch.v1.PodFailurePolicyOnExitCodesRequirement', [exitCodes]],
  ['batch.v1.CronJobSpec', [cronJob]],
]);
