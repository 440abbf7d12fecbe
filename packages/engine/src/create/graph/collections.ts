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
const SEEN_LIMIT = 1_000_000;

/** What every collection of every definition holds, over these edges. */
export function collectAll(closure: Closure, edges: EdgeSet): Collections {
  const dependents = edges.dependents();
  const seen = { left: SEEN_LIMIT };
  return new Map(
    [...closure.drafts.values()]
      .filter(isOwner)
      .map(owner => [
        owner.address,
        Object.fromEntries(
          Object.entries(owner.definition?.collect ?? {}).map(
            ([name, collection]) => [
              name,
              collect(owner, collection, closure, edges, dependents, seen),
            ],
          ),
        ),
      ]),
  );
}

/** Resources of the collection's type, sorted by address, its owner left out. */
function collect(
  owner: NodeDraft,
  collection: Collection,
  closure: Closure,
  edges: EdgeSet,
  dependents: Map<Address, Address[]>,
  seen: { left: number },
): Address[] {
  const start = startOf(owner, collection);
  if (start === undefined || seen.left < 0) return [];
  const next =
    collection.of === 'dependencies'
      ? (address: Address) => edges.needsOf(address)
      : (address: Address) => dependents.get(address) ?? [];
  const found =
    collection.depth === 'all'
      ? reachable([start], next)
      : new Set(next(start));
  seen.left -= found.size;
  if (seen.left < 0) closure.problems.push(tooManySeen(owner));
  return [...found]
    .filter(
      address =>
        address !== owner.address &&
        closure.drafts.get(address)?.place.type === collection.type,
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
