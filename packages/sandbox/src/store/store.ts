import { KubeObject, textAt, withAt } from '../json';
import { KindKey } from '../kinds/kind';
import { Links, Location, nobody } from './links';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Change {
  type: ChangeType;
  kind: KindKey;
  /** After the change; for DELETED the last state, with the version of its deletion. */
  object: KubeObject;
  previous?: KubeObject;
  version: number;
}

/** Where changes are written before they are answered; see `journal.ts`. */
export interface Journal {
  /** Returns only when the change outlives this process. */
  append(change: Change): void;
}

/** How many changes a watch may be behind before it must list again (410 Gone). */
const historyLength = 2000;

/**
 * All objects, by kind, namespace and name, with one counter for their versions.
 * Knows nothing about what the objects mean.
 */
export class Store {
  private readonly tables = new Map<KindKey, Table>();
  private readonly links = new Links();
  private readonly byUid = new Map<string, Location>();
  private readonly listeners = new Set<(change: Change) => void>();
  private changes: Change[] = [];
  private counter: number;

  constructor(
    private readonly journal?: Journal,
    restored?: {
      version: number;
      objects: { kind: KindKey; object: KubeObject }[];
    },
  ) {
    this.counter = restored?.version ?? 100;
    for (const { kind, object } of restored?.objects ?? [])
      this.place(kind, object);
  }

  /** The version of the last change. */
  get version(): number {
    return this.counter;
  }

  get(
    kind: KindKey,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.tables.get(kind)?.objects.get(`${namespace ?? ''}/${name}`);
  }

  /** Sorted by namespace and name. */
  list(kind: KindKey, namespace?: string): KubeObject[] {
    const table = this.tables.get(kind);
    if (!table) return [];
    const prefix = namespace === undefined ? '' : `${namespace}/`;
    return sortedPlaces(table)
      .filter(place => place.startsWith(prefix))
      .flatMap(place => table.objects.get(place) ?? []);
  }

  withUid(uid: string): KubeObject | undefined {
    const location = this.byUid.get(uid);
    return location && this.at(location);
  }

  /** Objects that point at this one: owned by it, or events about it. */
  pointingAt(uid: string, kind?: KindKey): KubeObject[] {
    return this.linked(uid, kind);
  }

  /** Objects of a kind for which no other answers. */
  unowned(kind: KindKey, namespace: string): KubeObject[] {
    return this.linked(nobody(kind, namespace), kind);
  }

  private linked(target: string, kind: KindKey | undefined): KubeObject[] {
    return this.links
      .to(target)
      .filter(location => kind === undefined || location.kind === kind)
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .flatMap(location => this.at(location) ?? []);
  }

  private at({ kind, place }: Location): KubeObject | undefined {
    return this.tables.get(kind)?.objects.get(place);
  }

  kinds(): KindKey[] {
    return [...this.tables.keys()];
  }

  everything(): { kind: KindKey; object: KubeObject }[] {
    return this.kinds().flatMap(kind =>
      this.list(kind).map(object => ({ kind, object })),
    );
  }

  /** Writes the object, new or not, under the next version; answers with it as stored. */
  put(kind: KindKey, object: KubeObject): KubeObject {
    const previous = this.tables.get(kind)?.objects.get(placeOf(object));
    const version = this.counter + 1;
    const stored = withVersion(object, version);
    this.commit({
      type: previous ? 'MODIFIED' : 'ADDED',
      kind,
      object: stored,
      ...(previous && { previous }),
      version,
    });
    return stored;
  }

  remove(kind: KindKey, object: KubeObject): KubeObject {
    const version = this.counter + 1;
    const last = withVersion(object, version);
    this.commit({
      type: 'DELETED',
      kind,
      object: last,
      previous: object,
      version,
    });
    return last;
  }

  /** Called after every change, in order. The answer ends it. */
  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Changes after a version, or undefined when they are forgotten, or of another life of the store. */
  changesSince(version: number): Change[] | undefined {
    const oldest = this.changes.at(0)?.version ?? this.counter + 1;
    if (version < oldest - 1 || version > this.counter) return undefined;
    return this.changes.filter(change => change.version > version);
  }

  private commit(change: Change): void {
    this.journal?.append(change);
    this.counter = change.version;
    const { kind, object, previous } = change;
    if (previous) this.unlink(kind, previous);
    if (change.type === 'DELETED') this.drop(kind, object);
    else this.place(kind, object);
    this.changes.push(change);
    if (this.changes.length > historyLength * 2)
      this.changes = this.changes.slice(-historyLength);
    for (const listener of [...this.listeners]) listener(change);
  }

  private place(kind: KindKey, object: KubeObject): void {
    const location = { kind, place: placeOf(object) };
    const table: Table = this.tables.get(kind) ?? { objects: new Map() };
    this.tables.set(kind, table);
    if (!table.objects.has(location.place)) delete table.places;
    table.objects.set(location.place, object);
    this.links.add(location, object);
    const uid = textAt(object.metadata, 'uid');
    if (uid !== undefined) this.byUid.set(uid, location);
  }

  private unlink(kind: KindKey, object: KubeObject): void {
    this.links.remove({ kind, place: placeOf(object) }, object);
  }

  private drop(kind: KindKey, object: KubeObject): void {
    const table = this.tables.get(kind);
    if (table?.objects.delete(placeOf(object))) delete table.places;
    this.byUid.delete(textAt(object.metadata, 'uid') ?? '');
  }
}

interface Table {
  /** By `namespace/name`. */
  objects: Map<string, KubeObject>;
  /** Sorted; made when it is asked for. */
  places?: string[];
}

function sortedPlaces(table: Table): string[] {
  table.places ??= [...table.objects.keys()].sort();
  return table.places;
}

function placeOf(object: KubeObject): string {
  return `${textAt(object.metadata, 'namespace') ?? ''}/${
    object.metadata.name
  }`;
}

function withVersion(object: KubeObject, version: number): KubeObject {
  return withAt(object, ['metadata', 'resourceVersion'], String(version));
}
