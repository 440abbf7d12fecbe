import { isObject, JsonObject, objectAt, textsAt, withAt } from '../../json';
import { each, fill, within } from './fill';
import {
  claimDefaults,
  podSpecDefaults,
  podTemplateDefaults,
  requestsFromLimits,
} from './pod';

function inSpec(change: (spec: JsonObject) => JsonObject) {
  return (object: JsonObject) => within(object, 'spec', change);
}

export const podDefaults = inSpec(spec =>
  fill(withRequests(podSpecDefaults(spec)), { enableServiceLinks: true }),
);

function withRequests(spec: JsonObject): JsonObject {
  return ['initContainers', 'containers'].reduce(
    (all, list) =>
      each(all, list, container =>
        within(container, 'resources', requestsFromLimits),
      ),
    spec,
  );
}

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
        within(
          fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
          'status',
          status => fill(status, { phase: 'Pending' }),
        ),
      ),
  );
});

/** Counts the changes of a DaemonSet's template; old, but every server still writes it. */
export const templateGeneration = 'deprecated.daemonset.template.generation';

const daemonSetSpecDefaults = inSpec(spec => {
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

export function daemonSetDefaults(set: JsonObject): JsonObject {
  return within(daemonSetSpecDefaults(set), 'metadata', metadata => ({
    ...metadata,
    annotations: fill(objectAt(metadata, 'annotations'), {
      [templateGeneration]: '1',
    }),
  }));
}

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
      manualSelector: false,
      podReplacementPolicy: isObject(spec.podFailurePolicy)
        ? 'Failed'
        : 'TerminatingOrFailed',
    }),
    'template',
    podTemplateDefaults,
  );
}

/** A Job shows its pods' labels, unless it has its own. */
export function jobDefaults(job: JsonObject): JsonObject {
  const filled = within(job, 'spec', jobSpecDefaults);
  const labels = textsAt(filled, 'spec', 'template', 'metadata', 'labels');
  const own = textsAt(filled, 'metadata', 'labels');
  return Object.keys(own).length > 0 || Object.keys(labels).length === 0
    ? filled
    : withAt(filled, ['metadata', 'labels'], labels);
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
