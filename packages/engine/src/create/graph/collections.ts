import {
  Address,
  Collection,
  Edge,
  JsonObject,
  Problem,
  compareText,
  own,
} from '../../model';
import { lookUp, needOf, parsePlatformText } from '../../placeholders';
import { textsOf } from '../../read/tree';
import { Closure, NodeDraft } from './NodeDraft';
import { EdgeSet, reachable } from './edges';
import { workloadAddress, workloadOf } from './address';
import { CollectRead, ParamsSettler } from './params';

/** Owner -> name of the collection -> resources, sorted by address. */
export type Collections = Map<Address, Record<string, Address[]>>;

export function hasCollections({ drafts }: Closure): boolean {
  for (const draft of drafts.values()) {
    if (isOwner(draft)) return true;
  }
  return false;
}

function isOwner({ definition }: NodeDraft): boolean {
  return Object.keys(definition?.collect ?? {}).length > 0;
}

/** Resources that all collections of an environment may look at, each one as often as it is seen. */
const SEEN_LIMIT = 200_000;

/**
 * What every collection of every definition holds, over these edges. Where they would look at too
 * much they hold nothing: it is a problem, and nobody walks the edges of a graph that is refused.
 */
export function collectAll(closure: Closure, edges: EdgeSet): Collections {
  const dependents = edges.dependents();
  const collections: Collections = new Map();
  let left = SEEN_LIMIT;
  for (const owner of closure.drafts.values()) {
    const held: Record<string, Address[]> = {};
    for (const [name, collection] of Object.entries(
      owner.definition?.collect ?? {},
    )) {
      const found = lookAround(owner, collection, edges, dependents);
      left -= found.size;
      if (left < 0) {
        closure.problems.push(tooManySeen(owner));
        return new Map();
      }
      held[name] = collected(owner, collection, found, closure);
    }
    if (isOwner(owner)) collections.set(owner.address, held);
  }
  return collections;
}

/** Whatever the collection looks at. */
function lookAround(
  owner: NodeDraft,
  collection: Collection,
  edges: EdgeSet,
  dependents: Map<Address, Address[]>,
): Set<Address> {
  const start = startOf(owner, collection);
  if (start === undefined) return new Set();
  const next =
    collection.of === 'dependencies'
      ? (address: Address) => edges.needsOf(address)
      : (address: Address) => dependents.get(address) ?? [];
  return collection.depth === 'all'
    ? reachable([start], next)
    : new Set(next(start));
}

/** Resources of the collection's type, sorted by address, its owner left out. */
function collected(
  owner: NodeDraft,
  collection: Collection,
  found: Set<Address>,
  { drafts }: Closure,
): Address[] {
  return [...found]
    .filter(
      address =>
        address !== owner.address &&
        drafts.get(address)?.place.type === collection.type,
    )
    .sort(compareText);
}

function tooManySeen(owner: NodeDraft): Problem {
  return {
    severity: 'error',
    code: 'GraphTooLarge',
    message: `The collections of all resources look at more than ${SEEN_LIMIT} others; the last: ${owner.address}.`,
    hint: 'Let one shared resource collect, not each of those that use it.',
    address: owner.address,
    ...owner.definition?.source,
  };
}

/** The node to look around from; none for the workload of what no single workload asks for. */
function startOf(owner: NodeDraft, { from }: Collection): Address | undefined {
  if (from === 'self') return owner.address;
  if (from !== 'workload') return own(owner.aliases, from);
  const workload = workloadOf(owner.place.identity);
  return workload === undefined ? undefined : workloadAddress(workload);
}

/**
 * Edges that collections ask for. Outputs of dependencies must be there before they are read; the
 * params of dependents are read before these are made, so what those params refer to comes first.
 */
export function* collectionEdges(
  collections: Collections,
  closure: Closure,
  settler: ParamsSettler,
): Generator<Edge> {
  const inInputs = [...collections.keys()].flatMap(owner =>
    readsOf(owner, closure.drafts.get(owner)?.definition?.inputs ?? {}),
  );
  for (const { reader, owner, name, keys } of [
    ...inInputs,
    ...settler.collectReads,
  ]) {
    const items = own(collections.get(owner) ?? {}, name) ?? [];
    const collection = own(
      closure.drafts.get(owner)?.definition?.collect ?? {},
      name,
    );
    const because = `it collects ${name}`;
    for (const item of items) {
      if (collection?.of === 'dependencies') {
        yield { from: reader, to: item, because };
      }
      if (keys[0] === 'params') {
        const found = lookUp(settler.settle(item).value, keys.slice(1), item);
        const origins = found.ok ? settler.originsOf(found.value) : [];
        for (const to of origins) {
          yield {
            from: reader,
            to,
            because: `${because}, whose params need it`,
          };
        }
      }
    }
  }
}

/** What a definition's inputs read of its own collections. */
function readsOf(owner: Address, inputs: JsonObject): CollectRead[] {
  const reads: CollectRead[] = [];
  for (const { text } of textsOf(inputs, [])) {
    for (const part of parsePlatformText(text).parts) {
      const need = part.kind === 'placeholder' && needOf(part.path);
      if (need && need.kind === 'collection') {
        reads.push({ reader: owner, owner, name: need.name, keys: need.keys });
      }
    }
  }
  return reads;
}
