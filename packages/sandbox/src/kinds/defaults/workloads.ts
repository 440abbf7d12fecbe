import { isObject, JsonObject, objectAt, textAt, textsAt } from '../../json';
import { each, fill, within } from './fill';
import { podSpecDefaults, podTemplateDefaults } from './pod';

function inSpec(change: (spec: JsonObject) => JsonObject) {
  return (object: JsonObject) => within(object, 'spec', change);
}

export const podDefaults = inSpec(spec =>
  fill(podSpecDefaults(spec), {
    enableServiceLinks: true,
    serviceAccountName: 'default',
    serviceAccount: 'default',
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
  }),
);

export const deploymentDefaults = inSpec(spec => {
  const strategy = fill(objectAt(spec, 'strategy'), { type: 'RollingUpdate' });
  return within(
    fill(
      {
        ...spec,
        strategy:
          strategy.type === 'RollingUpdate'
            ? {
                ...strategy,
                rollingUpdate: fill(objectAt(strategy, 'rollingUpdate'), {
                  maxSurge: '25%',
                  maxUnavailable: '25%',
                }),
              }
            : strategy,
      },
      { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
    ),
    'template',
    podTemplateDefaults,
  );
});

export const replicaSetDefaults = inSpec(spec =>
  within(fill(spec, { replicas: 1 }), 'template', podTemplateDefaults),
);

export const statefulSetDefaults = inSpec(spec => {
  const strategy = fill(objectAt(spec, 'updateStrategy'), {
    type: 'RollingUpdate',
  });
  const filled = fill(
    {
      ...spec,
      updateStrategy:
        strategy.type === 'RollingUpdate'
          ? {
              ...strategy,
              rollingUpdate: fill(objectAt(strategy, 'rollingUpdate'), {
                partition: 0,
              }),
            }
          : strategy,
    },
    {
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      },
    },
  );
  return each(
    within(filled, 'template', podTemplateDefaults),
    'volumeClaimTemplates',
    claim =>
      claimDefaults(
        fill(claim, {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          status: { phase: 'Pending' },
        }),
      ),
  );
});

export const daemonSetDefaults = inSpec(spec => {
  const strategy = fill(objectAt(spec, 'updateStrategy'), {
    type: 'RollingUpdate',
  });
  return within(
    fill(
      {
        ...spec,
        updateStrategy:
          strategy.type === 'RollingUpdate'
            ? {
                ...strategy,
                rollingUpdate: fill(objectAt(strategy, 'rollingUpdate'), {
                  maxUnavailable: 1,
                  maxSurge: 0,
                }),
              }
            : strategy,
      },
      { revisionHistoryLimit: 10 },
    ),
    'template',
    podTemplateDefaults,
  );
});

function jobSpecDefaults(spec: JsonObject): JsonObject {
  const isIndexed = spec.completionMode === 'Indexed';
  const parallel = spec.parallelism !== undefined;
  return within(
    fill(spec, {
      ...(!parallel && !isIndexed && { completions: 1 }),
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: isObject(spec.podFailurePolicy)
        ? 'Failed'
        : 'TerminatingOrFailed',
    }),
    'template',
    podTemplateDefaults,
  );
}

/** A Job finds its pods by its own uid, so that is filled in when the uid is known. */
export function jobDefaults(job: JsonObject): JsonObject {
  const filled = within(job, 'spec', jobSpecDefaults);
  const uid = textAt(job, 'metadata', 'uid');
  const spec = objectAt(filled, 'spec');
  if (!uid || spec.manualSelector === true || isObject(spec.selector))
    return filled;
  const template = objectAt(spec, 'template');
  const metadata = objectAt(template, 'metadata');
  const name = textAt(job, 'metadata', 'name') ?? '';
  return {
    ...filled,
    spec: {
      ...spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: {
        ...template,
        metadata: {
          ...metadata,
          labels: {
            ...textsAt(metadata, 'labels'),
            'batch.kubernetes.io/controller-uid': uid,
            'batch.kubernetes.io/job-name': name,
            'controller-uid': uid,
            'job-name': name,
          },
        },
      },
    },
  };
}

export const cronJobDefaults = inSpec(spec =>
  within(
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    }),
    'jobTemplate',
    template =>
      within(template, 'spec', job =>
        within(job, 'template', podTemplateDefaults),
      ),
  ),
);

export function claimDefaults(claim: JsonObject): JsonObject {
  return within(claim, 'spec', spec =>
    fill(spec, { volumeMode: 'Filesystem' }),
  );
}
