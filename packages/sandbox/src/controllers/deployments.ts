import {
  canonical,
  JsonObject,
  KubeObject,
  numberAt,
  objectAt,
  textAt,
  textsAt,
  withAt,
} from '../json';
import { adopt, possibleOwners } from './adoption';
import { reportDeployment } from './deploymentStatus';
import { recordEvent } from './events';
import { Controller } from './loop';
import { bareTemplate, templateHash, templateHashLabel } from './pods/template';
import { firstReplicas, limits, rollout } from './rollout';
import { isBeingDeleted, ownerReference, World } from './world';

const manager = 'kube-controller-manager';
const source = 'deployment-controller';
export const revisionAnnotation = 'deployment.kubernetes.io/revision';

export const deployments: Controller = {
  name: 'deployments',
  kind: 'apps/Deployment',

  reconcile(deployment, world) {
    adopt(deployment, 'apps/ReplicaSet', world);
    const all = world.controlledBy(deployment, 'apps/ReplicaSet');
    if (isBeingDeleted(deployment))
      return reportDeployment(
        deployment,
        findCurrent(deployment, all),
        all,
        world,
      );
    const isPaused = objectAt(deployment, 'spec').paused === true;
    const current = isPaused
      ? findCurrent(deployment, all)
      : ensureCurrent(deployment, all, world);
    const sets = world.controlledBy(deployment, 'apps/ReplicaSet');
    const old = sets.filter(set => set.metadata.uid !== current?.metadata.uid);
    if (current)
      for (const step of rollout(
        deployment,
        current,
        old,
        podsLeft(old, world),
      ))
        scale(deployment, step.set, step.replicas, world);
    if (!isPaused) forgetOld(deployment, old, world);
    const after = world.controlledBy(deployment, 'apps/ReplicaSet');
    return reportDeployment(
      deployment,
      after.find(set => set.metadata.uid === current?.metadata.uid),
      after,
      world,
    );
  },

  concerns(change, world) {
    return possibleOwners(change, 'apps/ReplicaSet', 'apps/Deployment', world);
  },
};

function podsLeft(sets: KubeObject[], world: World): number {
  return sets.reduce(
    (sum, set) => sum + world.controlledBy(set, '/Pod').length,
    0,
  );
}

/** The ReplicaSet that runs today's template. */
function findCurrent(
  deployment: KubeObject,
  sets: KubeObject[],
): KubeObject | undefined {
  const wanted = canonical(
    bareTemplate(objectAt(deployment, 'spec', 'template')),
  );
  return sets.find(
    set =>
      canonical(bareTemplate(objectAt(set, 'spec', 'template'))) === wanted,
  );
}

export function revisionOf(object: KubeObject): number {
  return Number(
    textsAt(object.metadata, 'annotations')[revisionAnnotation] ?? 0,
  );
}

function ensureCurrent(
  deployment: KubeObject,
  sets: KubeObject[],
  world: World,
): KubeObject {
  const existing = findCurrent(deployment, sets);
  const newest = Math.max(
    0,
    ...sets.filter(set => set !== existing).map(revisionOf),
  );
  const revision = existing
    ? Math.max(revisionOf(existing), newest + 1)
    : newest + 1;
  const current = existing
    ? world.change(manager, existing, set =>
        withRevision(annotatedLike(deployment, set), revision),
      )
    : createSet(deployment, revision, sets, world);
  world.change(manager, deployment, object => withRevision(object, revision));
  return current;
}

function withRevision(object: KubeObject, revision: number): KubeObject {
  return withAt(
    object,
    ['metadata', 'annotations', revisionAnnotation],
    String(revision),
  );
}

/** A ReplicaSet shows its Deployment's annotations, except those that are about the Deployment. */
function annotationsFor(deployment: KubeObject): JsonObject {
  return Object.fromEntries(
    Object.entries(textsAt(deployment.metadata, 'annotations')).filter(
      ([key]) =>
        key !== revisionAnnotation &&
        key !== 'kubectl.kubernetes.io/last-applied-configuration',
    ),
  );
}

function annotatedLike(deployment: KubeObject, set: KubeObject): KubeObject {
  return withAt(set, ['metadata', 'annotations'], {
    ...textsAt(set.metadata, 'annotations'),
    ...annotationsFor(deployment),
  });
}

function createSet(
  deployment: KubeObject,
  revision: number,
  old: KubeObject[],
  world: World,
): KubeObject {
  const replicas = firstReplicas(deployment, old, podsLeft(old, world));
  const template = objectAt(deployment, 'spec', 'template');
  const hash = templateHash(template);
  const labels = {
    ...textsAt(template, 'metadata', 'labels'),
    [templateHashLabel]: hash,
  };
  const minReadySeconds = numberAt(deployment, 'spec', 'minReadySeconds');
  const selector = objectAt(deployment, 'spec', 'selector');
  const created = world.create(
    manager,
    'apps/ReplicaSet',
    textAt(deployment.metadata, 'namespace'),
    {
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        labels,
        annotations: {
          ...annotationsFor(deployment),
          ...sizeAnnotations(deployment),
          [revisionAnnotation]: String(revision),
        },
        ownerReferences: [ownerReference(deployment)],
      },
      spec: {
        replicas,
        ...(minReadySeconds !== undefined && { minReadySeconds }),
        selector: {
          ...selector,
          matchLabels: {
            ...textsAt(selector, 'matchLabels'),
            [templateHashLabel]: hash,
          },
        },
        template: withAt(template, ['metadata', 'labels'], labels),
      },
    },
  );
  if (replicas > 0) tellScaled(deployment, created, 0, replicas, world);
  return created;
}

/** For those who look at a ReplicaSet alone: how many its Deployment wants, and has at most. */
function sizeAnnotations(deployment: KubeObject): JsonObject {
  const desired = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const { maxSurge } = limits(deployment, desired);
  return {
    'deployment.kubernetes.io/desired-replicas': String(desired),
    'deployment.kubernetes.io/max-replicas': String(desired + maxSurge),
  };
}

function scale(
  deployment: KubeObject,
  set: KubeObject,
  replicas: number,
  world: World,
): void {
  const before = numberAt(set, 'spec', 'replicas') ?? 0;
  if (before === replicas) return;
  world.change(manager, set, current =>
    withAt(
      withAt(current, ['spec', 'replicas'], replicas),
      ['metadata', 'annotations'],
      {
        ...textsAt(current.metadata, 'annotations'),
        ...sizeAnnotations(deployment),
      },
    ),
  );
  tellScaled(deployment, set, before, replicas, world);
}

function tellScaled(
  deployment: KubeObject,
  set: KubeObject,
  before: number,
  replicas: number,
  world: World,
): void {
  recordEvent(world, {
    about: deployment,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${before < replicas ? 'up' : 'down'} replica set ${
      set.metadata.name
    } from ${before} to ${replicas}`,
    source,
  });
}

/** Old ReplicaSets are what `kubectl rollout undo` goes back to; not more than asked for. */
function forgetOld(
  deployment: KubeObject,
  old: KubeObject[],
  world: World,
): void {
  const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
  const idle = old
    .filter(
      set =>
        numberAt(set, 'spec', 'replicas') === 0 &&
        numberAt(set, 'status', 'replicas') === 0 &&
        !isBeingDeleted(set),
    )
    .sort((a, b) => revisionOf(b) - revisionOf(a));
  for (const set of idle.slice(limit)) world.remove(set);
}
