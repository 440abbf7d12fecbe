import {
  ContentObject,
  groupOf,
  imageComplaint,
  isAbsent,
  isEmpty,
  isMap,
  isOpaque,
  listAt,
  mapAt,
  mapsAt,
  Path,
  textAt,
  valueAt,
} from '@tutti/kubernetes';
import { ObjectRef, ObjectTemplate } from '../../model';

/** Something that is legal and will hardly work. */
export interface Doubt {
  code: 'ReferenceNotFound' | 'VolumeHeldOnce' | 'ImageNotPullable';
  path: Path;
  message: string;
  hint?: string;
}

/** All objects of an environment as far as they are known: those to be applied, and the inventory. */
export class Surroundings {
  readonly #contents = new Map<string, ObjectTemplate>();
  readonly #names = new Set<string>();
  /** By name, without their kind: what was perhaps meant. */
  readonly #kinds = new Map<string, string[]>();
  /** Most pods a controller may have by what scales it. */
  readonly #scaled = new Map<string, number>();

  constructor(
    objects: { ref: ObjectRef; template: ObjectTemplate }[],
    known: ObjectRef[],
  ) {
    for (const { ref, template } of objects) {
      this.#contents.set(keyOf(ref.kind, ref.name, ref.namespace), template);
    }
    for (const { kind, name, namespace } of [
      ...objects.map(({ ref }) => ref),
      ...known,
    ]) {
      this.#names.add(keyOf(kind, name, namespace));
      const kinds = this.#kinds.get(`${namespace}/${name}`) ?? [];
      this.#kinds.set(`${namespace}/${name}`, [...kinds, kind]);
    }
    for (const { ref, template } of objects) {
      const target = mapAt(template, 'spec', 'scaleTargetRef');
      const most =
        valueAt(template, 'spec', 'maxReplicas') ??
        valueAt(template, 'spec', 'maxReplicaCount');
      if (typeof target.name === 'string' && typeof most === 'number') {
        this.#scaled.set(
          keyOf(
            textAt(target, 'kind') ?? 'Deployment',
            target.name,
            ref.namespace,
          ),
          most,
        );
      }
    }
  }

  has(kind: string, name: string, namespace: string | undefined): boolean {
    return this.#names.has(keyOf(kind, name, namespace));
  }

  content(kind: string, name: string, namespace: string | undefined) {
    return this.#contents.get(keyOf(kind, name, namespace));
  }

  kindsOf(name: string, namespace: string | undefined): string[] {
    return this.#kinds.get(`${namespace}/${name}`) ?? [];
  }

  mostPods({ kind, name, namespace }: ObjectRef): number | undefined {
    return this.#scaled.get(keyOf(kind, name, namespace));
  }
}

function keyOf(kind: string, name: string, namespace = ''): string {
  return `${kind}/${namespace}/${name}`;
}

/** Where the spec of the pods stands in an object of this kind. */
const POD_PATHS: Record<string, Path> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** What an API server takes of this object, and what will not work all the same. */
export function doubtsOf(
  ref: ObjectRef,
  object: ObjectTemplate,
  around: Surroundings,
): Doubt[] {
  const group = groupOf(ref.apiVersion);
  const { kind } = ref;
  const isOwn = group === '' || group === 'apps' || group === 'batch';
  if (isOwn && Object.hasOwn(POD_PATHS, kind)) {
    return podDoubts(ref, object, POD_PATHS[kind], around);
  }
  if (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') {
    return scaleDoubts(ref, object, around);
  }
  if (kind === 'Ingress' && group === 'networking.k8s.io') {
    return routeDoubts(ref, object, around);
  }
  return [];
}

function podDoubts(
  ref: ObjectRef,
  object: ObjectTemplate,
  path: Path,
  around: Surroundings,
): Doubt[] {
  const spec = mapAt(object, ...path);
  const doubts: Doubt[] = [];
  const wants = (
    kind: string,
    name: ContentObject[string] | undefined,
    place: Path,
    isOptional = false,
  ) => {
    if (typeof name !== 'string' || name === '' || isOptional) {
      return;
    }
    if (!around.has(kind, name, ref.namespace)) {
      doubts.push(notFound(kind, name, [...path, ...place]));
    }
  };
  for (const list of ['containers', 'initContainers']) {
    mapsAt(spec, list).forEach(({ item, index }) => {
      const image = textAt(item, 'image');
      const complaint = image ? imageComplaint(image) : undefined;
      if (image !== undefined && complaint !== undefined) {
        doubts.push({
          code: 'ImageNotPullable',
          path: [...path, list, index, 'image'],
          message: `is ${JSON.stringify(
            image,
          )}, which no container runtime can pull: ${complaint}`,
        });
      }
      doubts.push(...variableDoubts(ref, item, [...path, list, index], around));
      mapsAt(item, 'envFrom').forEach(({ item: from, index: place }) => {
        for (const [key, kind] of [
          ['configMapRef', 'ConfigMap'],
          ['secretRef', 'Secret'],
        ]) {
          wants(
            kind,
            valueAt(from, key, 'name'),
            [list, index, 'envFrom', place, key, 'name'],
            valueAt(from, key, 'optional') === true,
          );
        }
      });
    });
  }
  mapsAt(spec, 'volumes').forEach(({ item, index }) => {
    for (const [key, kind, name] of [
      ['configMap', 'ConfigMap', 'name'],
      ['secret', 'Secret', 'secretName'],
      ['persistentVolumeClaim', 'PersistentVolumeClaim', 'claimName'],
    ]) {
      wants(
        kind,
        valueAt(item, key, name),
        ['volumes', index, key, name],
        valueAt(item, key, 'optional') === true,
      );
    }
  });
  const { serviceAccountName } = spec;
  if (serviceAccountName !== 'default') {
    wants('ServiceAccount', serviceAccountName, ['serviceAccountName']);
  }
  return [...doubts, ...volumeDoubts(ref, object, path, around)];
}

function variableDoubts(
  ref: ObjectRef,
  container: ContentObject,
  path: Path,
  around: Surroundings,
): Doubt[] {
  return mapsAt(container, 'env').flatMap(({ item, index }) =>
    [
      ['configMapKeyRef', 'ConfigMap'],
      ['secretKeyRef', 'Secret'],
    ].flatMap(([field, kind]): Doubt[] => {
      const wanted = mapAt(item, 'valueFrom', field);
      const { name, key, optional } = wanted;
      if (typeof name !== 'string' || name === '' || optional === true) {
        return [];
      }
      const place = [...path, 'env', index, 'valueFrom', field];
      if (!around.has(kind, name, ref.namespace)) {
        return [notFound(kind, name, [...place, 'name'])];
      }
      const content = around.content(kind, name, ref.namespace);
      const maps = ['data', 'stringData', 'binaryData'].map(map =>
        mapAt(content, map),
      );
      if (
        !content ||
        typeof key !== 'string' ||
        maps.some(map => Object.hasOwn(map, key))
      ) {
        return [];
      }
      const keys = maps.flatMap(map => Object.keys(map)).sort();
      return [
        {
          code: 'ReferenceNotFound',
          path: [...place, 'key'],
          message: `is ${JSON.stringify(
            key,
          )}, which ${kind} ${name} does not have`,
          hint:
            keys.length > 0
              ? `Use one of its keys: ${keys.slice(0, 20).join(', ')}.`
              : `Add the key to ${kind} ${name}.`,
        },
      ];
    }),
  );
}

function notFound(kind: string, name: string, path: Path): Doubt {
  return {
    code: 'ReferenceNotFound',
    path,
    message: `is ${JSON.stringify(
      name,
    )}: nothing here makes a ${kind} of that name`,
    hint: `Make sure that it is in the namespace already, or correct the name.`,
  };
}

/** A claim that one node at a time may mount, for pods that run on several. */
function volumeDoubts(
  ref: ObjectRef,
  object: ObjectTemplate,
  path: Path,
  around: Surroundings,
): Doubt[] {
  if (
    ref.kind !== 'Deployment' &&
    ref.kind !== 'ReplicaSet' &&
    ref.kind !== 'StatefulSet'
  ) {
    return [];
  }
  const replicas =
    around.mostPods(ref) ?? valueAt(object, 'spec', 'replicas') ?? 1;
  const many = typeof replicas === 'number' && replicas > 1;
  const overlaps = ref.kind === 'Deployment' && startsBeforeStopping(object);
  if (!many && !overlaps) {
    return [];
  }
  return mapsAt(object, ...path, 'volumes').flatMap(({ item, index }) => {
    const name = textAt(item, 'persistentVolumeClaim', 'claimName');
    const claim =
      name && around.content('PersistentVolumeClaim', name, ref.namespace);
    const modes = claim ? listAt(claim, 'spec', 'accessModes') : [];
    const isHeldOnce =
      modes.length > 0 &&
      modes.every(
        mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod',
      );
    return isHeldOnce
      ? [
          {
            code: 'VolumeHeldOnce' as const,
            path: [...path, 'volumes', index],
            message: many
              ? `is claim ${name}, which one node at a time may mount (${modes.join(
                  ', ',
                )}), for up to ${replicas} pods: those on other nodes cannot start`
              : `is claim ${name}, which one node at a time may mount (${modes.join(
                  ', ',
                )}), and a new version starts before the old one stops: on another node it waits for the volume`,
            hint: many
              ? 'Run one pod, use a claim with ReadWriteMany, or a StatefulSet, whose pods get a claim each.'
              : 'Set spec.strategy.type to Recreate in the profile, or use a claim with ReadWriteMany.',
          },
        ]
      : [];
  });
}

function startsBeforeStopping(object: ObjectTemplate): boolean {
  const strategy = mapAt(object, 'spec', 'strategy');
  const surge = valueAt(strategy, 'rollingUpdate', 'maxSurge');
  return (
    strategy.type !== 'Recreate' &&
    !isOpaque(strategy.type) &&
    (isAbsent(surge) || !/^0%?$/.test(String(surge)))
  );
}

function scaleDoubts(
  ref: ObjectRef,
  object: ObjectTemplate,
  around: Surroundings,
): Doubt[] {
  const { kind, name } = mapAt(object, 'spec', 'scaleTargetRef');
  if (typeof kind !== 'string' || typeof name !== 'string' || name === '') {
    return [];
  }
  if (around.has(kind, name, ref.namespace)) {
    return [];
  }
  const others = around
    .kindsOf(name, ref.namespace)
    .filter(other => Object.hasOwn(POD_PATHS, other));
  return [
    {
      code: 'ReferenceNotFound',
      path: ['spec', 'scaleTargetRef'],
      message: `is ${kind} ${name}, which nothing here makes${
        others.length > 0 ? `; there is ${others[0]} ${name}` : ''
      }`,
      hint:
        others.length > 0
          ? `Set spec.scaleTargetRef.kind to ${others[0]}.`
          : 'Correct the kind or the name, or make sure that it is there already.',
    },
  ];
}

function routeDoubts(
  ref: ObjectRef,
  object: ObjectTemplate,
  around: Surroundings,
): Doubt[] {
  const backends = mapsAt(object, 'spec', 'rules').flatMap(({ item, index }) =>
    mapsAt(item, 'http', 'paths').map(({ item: path, index: place }) => ({
      backend: mapAt(path, 'backend', 'service'),
      at: [
        'spec',
        'rules',
        index,
        'http',
        'paths',
        place,
        'backend',
        'service',
      ],
    })),
  );
  return backends.flatMap(({ backend, at }): Doubt[] => {
    const { name } = backend;
    if (typeof name !== 'string' || name === '') {
      return [];
    }
    if (!around.has('Service', name, ref.namespace)) {
      return [notFound('Service', name, [...at, 'name'])];
    }
    const service = around.content('Service', name, ref.namespace);
    const ports = mapsAt(service, 'spec', 'ports');
    const wanted = mapAt(backend, 'port');
    const isThere = ports.some(({ item }) =>
      isEmpty(wanted.name)
        ? item.port === wanted.number
        : item.name === wanted.name,
    );
    const isJudgeable =
      service !== undefined &&
      isMap(service.spec) &&
      ports.length > 0 &&
      !isOpaque(wanted.name) &&
      !isOpaque(wanted.number);
    return isThere || !isJudgeable
      ? []
      : [
          {
            code: 'ReferenceNotFound',
            path: [...at, 'port'],
            message: `is a port that Service ${name} does not have`,
            hint: `Use one of its ports: ${ports
              .map(({ item }) => String(item.port))
              .join(', ')}.`,
          },
        ];
  });
}
