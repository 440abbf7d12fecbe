import { timestamp } from '../clock';
import {
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  withAt,
} from '../json';
import { splitApiVersion } from '../kinds/kind';
import { withCondition } from './conditions';
import { Controller } from './loop';
import { isBeingDeleted, World } from './world';

const manager = 'kube-controller-manager';

/**
 * Nothing is measured here: an autoscaler reports half of its target as load, and moves the
 * replicas only to keep them between its bounds.
 */
export const autoscalers: Controller = {
  name: 'autoscalers',
  kind: 'autoscaling/HorizontalPodAutoscaler',

  reconcile(autoscaler, world) {
    if (isBeingDeleted(autoscaler)) return undefined;
    report(autoscaler, world);
    return undefined;
  },

  concerns(change, world) {
    const namespace = textAt(change.object.metadata, 'namespace');
    if (namespace === undefined || change.kind === '/Pod') return [];
    return world.store
      .list('autoscaling/HorizontalPodAutoscaler', namespace)
      .filter(autoscaler => targetKey(autoscaler) === change.kind)
      .map(autoscaler => ({ namespace, name: autoscaler.metadata.name }));
  },
};

function targetKey(autoscaler: KubeObject): string {
  const target = objectAt(autoscaler, 'spec', 'scaleTargetRef');
  const { group } = splitApiVersion(textAt(target, 'apiVersion') ?? '');
  return `${group}/${String(target.kind)}`;
}

function report(autoscaler: KubeObject, world: World): void {
  const now = timestamp(world.clock.now());
  const before = objectAt(autoscaler, 'status');
  const name = textAt(autoscaler, 'spec', 'scaleTargetRef', 'name') ?? '';
  const target = world.store.get(
    targetKey(autoscaler),
    textAt(autoscaler.metadata, 'namespace'),
    name,
  );
  if (!target) {
    world.setStatus(manager, autoscaler, {
      ...before,
      currentReplicas: 0,
      desiredReplicas: 0,
      conditions: withCondition(
        before,
        {
          type: 'AbleToScale',
          status: 'False',
          reason: 'FailedGetScale',
          message: `the HPA controller was unable to get the target's current scale: ${name} not found`,
        },
        now,
      ),
    });
    return;
  }
  const replicas = numberAt(target, 'spec', 'replicas') ?? 1;
  const low = numberAt(autoscaler, 'spec', 'minReplicas') ?? 1;
  const high = numberAt(autoscaler, 'spec', 'maxReplicas') ?? low;
  const desired = replicas === 0 ? 0 : Math.min(Math.max(replicas, low), high);
  if (desired !== replicas)
    world.change(manager, target, current =>
      withAt(current, ['spec', 'replicas'], desired),
    );
  const able = withCondition(
    before,
    {
      type: 'AbleToScale',
      status: 'True',
      reason: 'ReadyForNewScale',
      message: 'recommended size matches current size',
    },
    now,
  );
  const active = withCondition(
    { conditions: able },
    replicas === 0
      ? {
          type: 'ScalingActive',
          status: 'False',
          reason: 'ScalingDisabled',
          message:
            'scaling is disabled since the replica count of the target is zero',
        }
      : {
          type: 'ScalingActive',
          status: 'True',
          reason: 'ValidMetricFound',
          message: 'simulation: the load is made up',
        },
    now,
  );
  world.setStatus(manager, autoscaler, {
    ...before,
    observedGeneration: numberAt(autoscaler.metadata, 'generation') ?? 1,
    currentReplicas: replicas,
    desiredReplicas: desired,
    currentMetrics: objectsAt(autoscaler, 'spec', 'metrics').flatMap(halfOf),
    conditions: active,
  });
}

function halfOf(metric: JsonObject): JsonObject[] {
  const resource = objectAt(metric, 'resource');
  const utilization = numberAt(resource, 'target', 'averageUtilization');
  if (metric.type !== 'Resource' || utilization === undefined) return [];
  return [
    {
      type: 'Resource',
      resource: {
        name: resource.name,
        current: {
          averageUtilization: Math.round(utilization / 2),
          averageValue: '0',
        },
      },
    },
  ];
}
