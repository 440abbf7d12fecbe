import {
  Address,
  Explanation,
  MatchContext,
  MatchRequest,
  Platform,
  Problem,
  ResourceDefinition,
  ResourceReference,
  Workload,
  compareText,
  own,
} from '../../model';
import { definitionMatcher, unmatched } from '../../match';
import { Closure, NodeDraft, Standing, Wiring, Wish } from './NodeDraft';
import { implicitWishes } from './implicit';
import {
  AddressParts,
  addressOf,
  declaredIdentity,
  resolveReference,
  workloadOf,
} from './address';
import { withPortNumbers } from './servicePorts';

/** Steps of `dependsOn` and `provisions` behind what a Score file declares. */
export const DEPTH_LIMIT = 32;
/** Nodes that definitions may add; those of Score files are bounded by what was read. */
export const ADDED_LIMIT = 20_000;

/**
 * Everything that the workloads need, and what the definitions behind it add, until nothing is
 * missing. Same address = one node, whoever asks. Deterministic: workloads and resources by
 * name, then breadth first.
 */
export function closeOver(input: {
  platform: Platform;
  workloads: Workload[];
  context: MatchContext;
  wiring?: Wiring;
  standing?: Standing;
}): Closure {
  const { platform, context, wiring = (_, matched) => matched } = input;
  const match = definitionMatcher(platform, context);
  const closure: Closure = {
    drafts: new Map(),
    workloads: new Map(),
    problems: [],
  };
  const queue: NodeDraft[] = [];
  let added = 0;

  const ask = (wish: Wish): Address => {
    const address = addressOf(wish.place);
    let draft = closure.drafts.get(address);
    if (!draft) {
      draft = newDraft(address, wish, match(requestOf(wish.place)), {
        platform,
        wiring,
      });
      if (!draft.definition && isNeededByHeld(wish, closure, platform)) {
        draft.definition = input.standing?.(address);
        if (draft.definition) {
          closure.problems.push(withdrawn(address, draft.definition, wish));
        }
      }
      closure.drafts.set(address, draft);
      if (draft.definition) {
        queue.push(draft);
      } else {
        closure.problems.push(
          unmatched({
            platform,
            explanation: draft.explanation,
            subject: wish.subject,
            place: { ...wish.from, address },
          }),
        );
      }
    } else if (draft.place.identity.form !== wish.place.identity.form) {
      closure.problems.push(collision(address, wish));
    }
    if (wish.declaredBy) draft.declaredBy.push(wish.declaredBy);
    if (wish.addedBy) draft.referrers.add(wish.addedBy.address);
    if (wish.params && Object.keys(wish.params.params).length > 0) {
      draft.params.push(wish.params);
    }
    return address;
  };

  for (const workload of [...input.workloads].sort(byName)) {
    if (closure.workloads.has(workload.name)) {
      closure.problems.push(duplicate(workload, input.workloads));
    } else {
      closure.workloads.set(workload.name, {
        workload,
        aliases: Object.fromEntries(
          wishesOf(workload, platform).map(([name, wish]) => [name, ask(wish)]),
        ),
      });
    }
  }
  implicitWishes(platform, [...closure.workloads.keys()]).forEach(ask);

  // The queue grows while it is walked.
  for (const next of queue) {
    for (const { alias, provision, wish } of wishesOfDefinition(next)) {
      const known = closure.drafts.has(addressOf(wish.place));
      if (!known && wish.depth > DEPTH_LIMIT) {
        closure.problems.push(tooDeep(next, closure));
        break;
      }
      if (!known && added >= ADDED_LIMIT) {
        closure.problems.push(tooMany(next, closure));
        return closure;
      }
      added += known ? 0 : 1;
      const address = ask(wish);
      if (alias !== undefined) next.aliases[alias] = address;
      if (provision) next.provisions.push({ address, provision });
    }
  }
  return closure;
}

function byName(a: { name: string }, b: { name: string }): number {
  return compareText(a.name, b.name);
}

function newDraft(
  address: Address,
  { place, depth, addedBy }: Wish,
  explanation: Explanation,
  { platform, wiring }: { platform: Platform; wiring: Wiring },
): NodeDraft {
  const matched =
    explanation.winner === undefined
      ? undefined
      : own(platform.definitions, explanation.winner);
  const definition = matched && wiring(address, matched);
  return {
    address,
    place,
    declaredBy: [],
    ...(addedBy && { addedBy }),
    referrers: new Set(),
    depth,
    params: [],
    explanation,
    ...(definition && { definition }),
    phase: own(platform.resourceTypes, place.type)?.phase ?? 'before',
    aliases: {},
    provisions: [],
  };
}

/** Its referrer stands on another definition than the one that matches, or on one that is gone. */
function isNeededByHeld(
  { addedBy }: Wish,
  { drafts }: Closure,
  { definitions }: Platform,
): boolean {
  const referrer = addedBy && drafts.get(addedBy.address);
  return (
    referrer !== undefined &&
    referrer.definition !== own(definitions, referrer.explanation.winner ?? '')
  );
}

function withdrawn(
  address: Address,
  { name }: ResourceDefinition,
  { addedBy }: Wish,
): Problem {
  return {
    severity: 'warning',
    code: 'DefinitionGone',
    message: `Nothing in the platform makes ${address} any more, which ${addedBy?.address} needs; it stays on definition ${name}, with which it was made.`,
    hint: `It goes when ${addedBy?.address} is replaced.`,
    address,
  };
}

function requestOf({
  type,
  class: klass,
  identity,
}: AddressParts): MatchRequest {
  const workload = workloadOf(identity);
  return {
    type,
    class: klass,
    ...(identity.form === 'explicit' && { id: identity.id }),
    ...(workload !== undefined && { workload }),
  };
}

function wishesOf(workload: Workload, platform: Platform): [string, Wish][] {
  const { name, file } = workload;
  return Object.keys(workload.resources)
    .sort(compareText)
    .map((resource): [string, Wish] => {
      const declaration = workload.resources[resource];
      const { type, class: klass, params } = declaration;
      const identity = declaredIdentity(name, resource, declaration);
      return [
        resource,
        {
          place: { type, class: klass, identity },
          depth: 0,
          ...(params && {
            params: {
              kind: 'score',
              workload,
              resource,
              params: withPortNumbers(
                own(platform.resourceTypes, type),
                params,
                workload,
              ),
            },
          }),
          subject: `resource ${resource} of workload ${name}`,
          from: { file, path: `resources.${resource}` },
          declaredBy: { workload, resource },
        },
      ];
    });
}

function* wishesOfDefinition(draft: NodeDraft) {
  const { definition, place, address } = draft;
  if (!definition) return;
  const { file, line } = definition.source;
  const wish = (
    reference: ResourceReference,
    alias: string | undefined,
    path: string,
  ): Wish => ({
    place: resolveReference(reference, place, alias),
    depth: draft.depth + 1,
    ...(reference.params && {
      params: {
        kind: 'definition',
        referrer: address,
        definition,
        path: `${path}.params`,
        params: reference.params,
      },
    }),
    subject:
      alias === undefined
        ? `what definition ${definition.name} provisions beside ${address}`
        : `${alias} that definition ${definition.name} needs for ${address}`,
    from: { file, line, path },
    addedBy: {
      address,
      as: alias === undefined ? 'provisions' : 'dependsOn',
    },
  });
  for (const alias of Object.keys(definition.dependsOn).sort(compareText)) {
    const reference = definition.dependsOn[alias];
    yield { alias, wish: wish(reference, alias, `spec.dependsOn.${alias}`) };
  }
  for (const [index, provision] of definition.provisions.entries()) {
    yield {
      provision,
      wish: wish(provision, undefined, `spec.provisions[${index}]`),
    };
  }
}

function duplicate(workload: Workload, all: Workload[]): Problem {
  const { name, file } = workload;
  const other = all.find(one => one.name === name && one !== workload);
  return {
    severity: 'error',
    code: 'DuplicateWorkload',
    message: `There is another workload named ${name}${
      other ? `, in ${other.file}` : ''
    }.`,
    hint: 'Workloads of one application have different names.',
    file,
    path: 'metadata.name',
  };
}

function collision(address: Address, wish: Wish): Problem {
  return {
    severity: 'error',
    code: 'AddressCollision',
    message: `${wish.subject} has the address ${address}, and so has another resource that is not shared with it: one has that id, the other is a resource without id.`,
    hint: 'Choose an id that is not <workload>.<resource> of a workload of this application.',
    address,
    ...wish.from,
  };
}

function tooDeep(draft: NodeDraft, closure: Closure): Problem {
  return {
    severity: 'error',
    code: 'GraphTooDeep',
    message: `Definitions add more than ${DEPTH_LIMIT} resources below each other: ${trail(
      draft,
      closure,
    )}.`,
    hint: 'Probably a definition adds, through others, one more of its own type. Give the reference an id, so that it is shared.',
    address: draft.address,
    ...draft.definition?.source,
  };
}

function tooMany(draft: NodeDraft, closure: Closure): Problem {
  return {
    severity: 'error',
    code: 'GraphTooLarge',
    message: `Definitions add more than ${ADDED_LIMIT} resources; the last: ${trail(
      draft,
      closure,
    )}.`,
    hint: 'Probably definitions add ever more of their own. Give the references an id, so that they are shared.',
    address: draft.address,
    ...draft.definition?.source,
  };
}

/** `postgres.default#web.db -> postgres-instance.default#shared`, from what was declared. */
function trail(last: NodeDraft, { drafts }: Closure): string {
  const addresses: Address[] = [];
  for (
    let draft: NodeDraft | undefined = last;
    draft;
    draft = draft.addedBy && drafts.get(draft.addedBy.address)
  ) {
    addresses.unshift(draft.address);
    if (addresses.length > DEPTH_LIMIT + 1) break;
  }
  return addresses.join(' -> ');
}
