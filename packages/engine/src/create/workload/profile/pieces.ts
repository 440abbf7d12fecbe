import {
  isValueObject,
  nearest,
  suggestion,
  Value,
  ValueObject,
  WorkloadKind,
} from '../../../model';
import { Path } from '../../../read/path';
import { TEMPLATE_PATH } from '../controller';
import { valueAt } from '../tree';
import { EVERY } from './strategicMerge';

/** Lists of a pod whose items have names of their own: what a patch does to them is told apart. */
const LISTS = ['initContainers', 'containers', 'volumes'] as const;
type List = (typeof LISTS)[number];

const NOUN: Record<List, string> = {
  initContainers: 'container',
  containers: 'container',
  volumes: 'volume',
};

/** Names in the pod, and which of them are the workload's own. */
export type OwnNames = Readonly<Record<List, ReadonlySet<string>>>;

/** Why a patch cannot do what it asks to pieces of the pod; `path` is inside the patch. */
export interface Miss {
  code: 'NameTaken' | 'PatchMisses';
  message: string;
  hint?: string;
  path: Path;
  /** The container of the Score file whose name the profile takes. */
  container?: string;
}

/** The names of a pod as the Score file alone makes it. */
export function ownNames(main: ValueObject, kind: WorkloadKind): OwnNames {
  const pod = valueAt(main, ...podPath(kind));
  return {
    initContainers: new Set(namesIn(pod, 'initContainers')),
    containers: new Set(namesIn(pod, 'containers')),
    volumes: new Set(namesIn(pod, 'volumes')),
  };
}

/**
 * What a merge asks of pieces of the pod and cannot have. An item with content of its own (a
 * container with an image, a volume) adds, unless the profile itself has added that name before;
 * an item without, or with `$patch`, changes what is there; `name: "*"` changes every container of its
 * list. Names of the workload's own pieces cannot be added, and what is to be changed must be there.
 */
export function missesOf(
  patch: ValueObject,
  main: ValueObject,
  kind: WorkloadKind,
  own: OwnNames,
): Miss[] {
  const path = podPath(kind);
  const pod = valueAt(main, ...path);
  return LISTS.flatMap(list => {
    const items = valueAt(patch, ...path, list);
    if (!Array.isArray(items) || items.some(isReplacement)) return [];
    return items.flatMap((item, index) => {
      const name = isValueObject(item) ? item.name : undefined;
      const miss =
        isValueObject(item) && typeof name === 'string' && name !== EVERY
          ? missOf(item, name, { list, pod, own })
          : undefined;
      return miss ? [{ ...miss, path: [...path, list, index] }] : [];
    });
  });
}

interface Surroundings {
  list: List;
  pod: Value | undefined;
  own: OwnNames;
}

function missOf(
  item: ValueObject,
  name: string,
  { list, pod, own }: Surroundings,
): Omit<Miss, 'path'> | undefined {
  const noun = NOUN[list];
  const lists = LISTS.filter(one => NOUN[one] === noun);
  const isOwn = lists.some(one => own[one].has(name));
  const holder = lists.find(one => namesIn(pod, one).includes(name));
  if (adds(item, list)) {
    if (isOwn && holder) return taken(noun, name);
    return holder === undefined || holder === list
      ? undefined
      : {
          code: 'NameTaken',
          message: `${list} cannot have a ${noun} "${name}": the profile has added one of this name to ${holder}`,
          hint: 'Give one of them another name.',
        };
  }
  if (holder === list) return undefined;
  const names = lists.flatMap(one => namesIn(pod, one));
  return {
    code: 'PatchMisses',
    message: `there is no ${noun} "${name}" in ${list}`,
    hint:
      holder === undefined
        ? elsewhere(name, names, noun)
        : `It is one of ${holder}: change it there.`,
  };
}

function taken(noun: string, name: string): Omit<Miss, 'path'> {
  return {
    code: 'NameTaken',
    message: `the workload has a ${noun} "${name}" of its own`,
    hint:
      noun === 'container'
        ? 'Rename one of them. To change the one of the workload, leave the image out or say `$patch: merge`.'
        : 'Give the volume another name. To change the one of the workload, say `$patch: merge`.',
    ...(noun === 'container' && { container: name }),
  };
}

function elsewhere(name: string, names: string[], noun: string): string {
  const found = suggestion(name, names) ?? '';
  if (nearest(name, names) !== undefined) return found;
  return noun === 'container'
    ? `${found} "*" changes every one, \${workload.container} is the workload's own; to add one, give it an image.`
    : found;
}

function adds(item: ValueObject, list: List): boolean {
  if (item.$patch !== undefined) return false;
  return list === 'volumes' || item.image !== undefined;
}

function isReplacement(item: Value): boolean {
  return (
    isValueObject(item) && item.$patch === 'replace' && item.name === undefined
  );
}

/** Names that containers of a pod have twice, whichever lists they stand in. */
export function doubles(main: ValueObject, kind: WorkloadKind): string[] {
  const pod = valueAt(main, ...podPath(kind));
  const names = [
    ...namesIn(pod, 'initContainers'),
    ...namesIn(pod, 'containers'),
  ];
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** What containers mount otherwise than before: `app` at `/data`, and the volume it had there. */
export function replacedMounts(
  before: ValueObject,
  after: ValueObject,
  kind: WorkloadKind,
): { container: string; target: string; volume: string }[] {
  const was = mountsIn(before, kind);
  return [...mountsIn(after, kind)].flatMap(([place, mount]) => {
    const volume = was.get(place)?.volume;
    return volume === undefined || volume === mount.volume
      ? []
      : [{ ...mount, volume }];
  });
}

type Mount = ReturnType<typeof replacedMounts>[number];

function mountsIn(main: ValueObject, kind: WorkloadKind): Map<string, Mount> {
  const pod = valueAt(main, ...podPath(kind));
  const mounts = itemsIn(pod, 'initContainers')
    .concat(itemsIn(pod, 'containers'))
    .flatMap(({ name: container, volumeMounts }) =>
      itemsIn({ volumeMounts: volumeMounts ?? [] }, 'volumeMounts').map(
        ({ mountPath, name }): [string, Mount] => [
          JSON.stringify([container, mountPath]),
          {
            container: String(container),
            target: String(mountPath),
            volume: String(name),
          },
        ],
      ),
    );
  return new Map(mounts);
}

function itemsIn(map: Value | undefined, list: string): ValueObject[] {
  const items = valueAt(map, list);
  return Array.isArray(items) ? items.filter(isValueObject) : [];
}

function namesIn(pod: Value | undefined, list: List): string[] {
  return itemsIn(pod, list).flatMap(({ name }) =>
    typeof name === 'string' ? [name] : [],
  );
}

function podPath(kind: WorkloadKind): string[] {
  return [...TEMPLATE_PATH[kind], 'spec'];
}
