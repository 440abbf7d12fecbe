import { KubeObject, textAt, withAt } from '../json';
import { KindKey } from '../kinds/kind';

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
const historyLength = 5000;

/**
 * All objects, by kind, namespace and name, with one counter for their versions.
 * Knows nothing about what the objects mean.
 */
export class Store {
  private readonly objects = new Map<KindKey, Map<string, KubeObject>>();
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
      this.table(kind).set(place(object), object);
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
    return this.objects.get(kind)?.get(`${namespace ?? ''}/${name}`);
  }

  /** Sorted by namespace and name. */
  list(kind: KindKey, namespace?: string): KubeObject[] {
    const table = this.objects.get(kind);
    if (!table) return [];
    return [...table.entries()]
      .filter(
        ([key]) => namespace === undefined || key.startsWith(`${namespace}/`),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  kinds(): KindKey[] {
    return [...this.objects.keys()];
  }

  everything(): { kind: KindKey; object: KubeObject }[] {
    return this.kinds().flatMap(kind =>
      this.list(kind).map(object => ({ kind, object })),
    );
  }

  /** Writes the object, new or not, under the next version; answers with it as stored. */
  put(kind: KindKey, object: KubeObject): KubeObject {
    const previous = this.table(kind).get(place(object));
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
    const table = this.table(change.kind);
    if (change.type === 'DELETED') table.delete(place(change.object));
    else table.set(place(change.object), change.object);
    this.changes.push(change);
    if (this.changes.length > historyLength * 2)
      this.changes = this.changes.slice(-historyLength);
    for (const listener of [...this.listeners]) listener(change);
  }

  private table(kind: KindKey): Map<string, KubeObject> {
    const known = this.objects.get(kind);
    if (known) return known;
    const table = new Map<string, KubeObject>();
    this.objects.set(kind, table);
    return table;
  }
}

function place(object: KubeObject): string {
  return `${textAt(object.metadata, 'namespace') ?? ''}/${
    object.metadata.name
  }`;
}

function withVersion(object: KubeObject, version: number): KubeObject {
  return withAt(object, ['metadata', 'resourceVersion'], String(version));
}
