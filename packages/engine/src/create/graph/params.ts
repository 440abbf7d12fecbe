import {
  Address,
  MatchContext,
  Problem,
  Platform,
  Unknown,
  Value,
  own,
} from '../../model';
import { formatPath } from '../../read/path';
import {
  Found,
  Parts,
  Placeholder,
  applyFunction,
  inside,
  invalid,
  lookUp,
  needOf,
  noRoot,
  parsePlatformText,
  parseScoreText,
  resolvePlaceholder,
  showPlaceholder,
} from '../../placeholders';
import { checkParams } from '../values/contract';
import { canonical } from '../values/inspect';
import { joinText } from '../values/joinText';
import { mapTexts } from '../values/mapTexts';
import { Closure, NodeDraft, ParamsSource } from './NodeDraft';
import { idOf, workloadOf } from './address';
import { numeralProblems } from './numerals';
import {
  conflict,
  declaredAt,
  ignoredParams,
  placeOf,
  placeholderProblem,
} from './paramsProblems';
import { routeProblems } from './routes';

const TEXT_HINT =
  'A placeholder in a Score file always gives text; the resource type may allow text here.';

/** A placeholder `${collect.NAME.…}` found where `reader` needs its value. */
export interface CollectRead {
  reader: Address;
  /** The node whose definition has the collection. */
  owner: Address;
  name: string;
  /** What is read of each resource. */
  keys: string[];
}

/** What params say as far as it can be known before anything is planned. */
export interface SettledParams {
  /**
   * Texts with placeholders for outputs are Unknown; their `from` is the whole text, with
   * addresses instead of aliases, so that two of them are equal exactly when they mean the same.
   */
  value: Value;
  /** Resources whose outputs the params read. */
  references: Map<Address, string>;
}

interface Settling extends SettledParams {
  problems: Problem[];
}

/**
 * Settles the params of every node: finds what they refer to, and judges that all who give
 * params for one address mean the same (docs/reference/semantics.md, Create). Placeholders for `metadata`, for the context
 * and for params of the referring resource are filled; what only a plan can know is left open.
 */
export class ParamsSettler {
  readonly problems: Problem[] = [];
  readonly collectReads: CollectRead[] = [];
  readonly #closure: Closure;
  readonly #context: MatchContext;
  readonly #platform: Platform;
  readonly #settled = new Map<Address, SettledParams | 'settling'>();
  /** Resource types that are content with no params at all, with what their defaults make of it. */
  readonly #contented = new Map<string, Value>();
  /** What an Unknown inside settled params refers to. */
  readonly #origins = new WeakMap<Unknown, Set<Address>>();

  constructor(closure: Closure, context: MatchContext, platform: Platform) {
    this.#closure = closure;
    this.#context = context;
    this.#platform = platform;
  }

  /** The params of one node, of whoever gives them first; references are those of all. */
  settle(address: Address): SettledParams {
    const known = this.#settled.get(address);
    // Params that need themselves: the edges found so far are a cycle, and it is reported there.
    if (known === 'settling') return { value: {}, references: new Map() };
    if (known) return known;
    this.#settled.set(address, 'settling');
    const draft = this.#closure.drafts.get(address);
    const settled = draft ? this.#settleDraft(draft) : undefined;
    const result = settled ?? { value: {}, references: new Map() };
    this.#settled.set(address, result);
    return result;
  }

  /** Resources that this piece of settled params waits for. */
  originsOf(value: Value): Set<Address> {
    const origins = new Set<Address>();
    const visit = (item: Value) => {
      if (item instanceof Unknown) {
        this.#origins.get(item)?.forEach(address => origins.add(address));
      } else if (typeof item === 'object' && item !== null) {
        Object.values(item).forEach(visit);
      }
    };
    visit(value);
    return origins;
  }

  #settleDraft(draft: NodeDraft): SettledParams {
    const references = new Map<Address, string>();
    const settlings = draft.params.map(source => {
      const settling = this.#settleSource(source, draft);
      this.problems.push(...settling.problems);
      for (const [to, because] of settling.references) {
        if (!references.has(to)) references.set(to, because);
      }
      return { source, settling };
    });
    const [first, ...others] = settlings;
    const wanted = first && canonical(first.settling.value);
    for (const { source, settling } of others) {
      if (canonical(settling.value) !== wanted) {
        this.problems.push(conflict(draft, first.source, source));
      }
    }
    return { value: this.#checked(draft, first), references };
  }

  #checked(
    draft: NodeDraft,
    first: { source: ParamsSource; settling: Settling } | undefined,
  ): Value {
    const type = own(this.#platform.resourceTypes, draft.place.type);
    const value = first?.settling.value ?? {};
    const plain = first ? undefined : this.#contented.get(draft.place.type);
    if (plain !== undefined) return plain;
    if (!type || !draft.definition || first?.settling.problems.length) {
      return value;
    }
    this.problems.push(
      ...draft.params.flatMap(source => numeralProblems(draft, type, source)),
    );
    const place = first ? placeOf(first.source, '') : declaredAt(draft);
    const checked = checkParams(type, value, {
      ...place,
      address: draft.address,
    });
    const misrouted = first ? this.#misrouted(draft, first) : [];
    this.problems.push(...misrouted);
    if (checked.ok) {
      if (first) {
        this.problems.push(
          ...ignoredParams({
            draft,
            type,
            source: first.source,
            platform: this.#platform,
          }),
        );
      }
      if (!first) this.#contented.set(draft.place.type, checked.value);
      return checked.value;
    }
    const filled =
      first?.source.kind === 'score' &&
      JSON.stringify(first.source.params).includes('${');
    this.problems.push(
      ...checked.problems
        // What the fixed contract says of a param says more than a schema's pattern.
        .filter(({ path }) => !misrouted.some(other => other.path === path))
        .map(problem => ({ ...(filled && { hint: TEXT_HINT }), ...problem })),
    );
    return value;
  }

  #misrouted(
    draft: NodeDraft,
    { source, settling }: { source: ParamsSource; settling: Settling },
  ): Problem[] {
    const name = workloadOf(draft.place.identity);
    return routeProblems({
      draft,
      params: settling.value,
      workload:
        source.kind === 'score'
          ? source.workload
          : this.#closure.workloads.get(name ?? '')?.workload,
      place: param => placeOf(source, param),
    });
  }

  #settleSource(source: ParamsSource, draft: NodeDraft): Settling {
    const references = new Map<Address, string>();
    const problems: Problem[] = [];
    const value = mapTexts(source.params, (text, path) => {
      const at = formatPath(path);
      const { parts } =
        source.kind === 'score'
          ? parseScoreText(text)
          : parsePlatformText(text);
      const values = parts.map((part): Value => {
        if (part.kind === 'text') return part.text;
        const found =
          source.kind === 'score'
            ? this.#scorePart(part, source)
            : this.#platformPart(part, source, draft);
        if (!found.ok) {
          problems.push(placeholderProblem(part, found, source, at, draft));
          return part.source;
        }
        for (const origin of this.originsOf(found.value)) {
          references.set(
            origin,
            `${showPlaceholder(part.source)} in its params`,
          );
        }
        return found.value;
      });
      return this.#joined(values, source.kind === 'definition');
    });
    return { value, references, problems };
  }

  #joined(values: Value[], keepType: boolean): Value {
    if (keepType && values.length === 1) return values[0];
    const joined = joinText(values);
    if (!(joined instanceof Unknown)) return joined;
    const text = values
      .map(value => (value instanceof Unknown ? value.from : value))
      .map(value => (typeof value === 'string' ? value : canonical(value)))
      .join('');
    return this.#open('string', text, this.originsOf(values));
  }

  /** Something that only the plan can fill. */
  #open(
    type: 'string' | 'any',
    meaning: string,
    origins: Iterable<Address>,
  ): Unknown {
    const unknown = new Unknown(type, false, meaning);
    this.#origins.set(unknown, new Set(origins));
    return unknown;
  }

  #scorePart(
    { path: [root, ...keys] }: Placeholder,
    { workload }: Extract<ParamsSource, { kind: 'score' }>,
  ): Found {
    if (root === 'metadata') return inside(workload.metadata, keys, root);
    if (root !== 'resources') return noRoot(root, ['metadata', 'resources']);
    const aliases = this.#closure.workloads.get(workload.name)?.aliases ?? {};
    return this.#output(aliases, keys, 'resources');
  }

  /** What is read inside an open value waits for the same resources as the whole. */
  #param(params: Value, keys: string[]): Found {
    const found = lookUp(params, keys, 'params');
    if (!found.ok || !(found.value instanceof Unknown)) return found;
    const above = keys.map((_, index) =>
      lookUp(params, keys.slice(0, index), 'params'),
    );
    for (const step of [...above, found]) {
      const origins =
        step.ok &&
        step.value instanceof Unknown &&
        this.#origins.get(step.value);
      if (origins) this.#origins.set(found.value, origins);
    }
    return found;
  }

  #output(
    aliases: Readonly<Record<string, Address>>,
    [alias = '', ...keys]: string[],
    noun: string,
  ): Found {
    const address = own(aliases, alias);
    if (address === undefined) {
      // `lookUp` knows how to list what there is.
      return lookUp(aliases, [alias], noun);
    }
    return keys.length === 0
      ? invalid(`an output of ${alias} is needed`)
      : {
          ok: true,
          value: this.#open('any', meaningOf([address, ...keys]), [address]),
        };
  }

  #platformPart(
    part: Placeholder,
    source: Extract<ParamsSource, { kind: 'definition' }>,
    reader: NodeDraft,
  ): Found {
    const found = this.#platformValue(part, source, reader);
    if (!found.ok || part.call === undefined) return found;
    const applied = applyFunction(part.call, found.value);
    if (applied.ok && applied.value instanceof Unknown) {
      this.#origins.set(applied.value, this.originsOf(found.value));
    }
    return applied;
  }

  /** Before its function is applied: what is known already, else open until the plan. */
  #platformValue(
    { path, source }: Placeholder,
    { referrer }: Extract<ParamsSource, { kind: 'definition' }>,
    reader: NodeDraft,
  ): Found {
    const from = this.#closure.drafts.get(referrer);
    const only = (whose: string): Found => ({
      ok: true,
      value: this.#open('any', meaningOf([whose, ...path]), []),
    });
    const need = needOf(path);
    switch (need.kind) {
      case 'nothing':
        return resolvePlaceholder(
          { kind: 'placeholder', path, source },
          { context: this.#context, ...(from && { resource: seen(from) }) },
        );
      case 'params':
        return this.#param(this.settle(referrer).value, need.keys);
      case 'output':
        return this.#output(
          from?.aliases ?? {},
          [need.alias, ...need.keys],
          'dependsOn',
        );
      case 'collection':
        this.collectReads.push({
          reader: reader.address,
          owner: referrer,
          name: need.name,
          keys: need.keys,
        });
        return only(referrer);
      case 'plan':
        return only(need.of === 'resource' ? referrer : '');
      default:
        return need satisfies never;
    }
  }
}

/** `${resource.…}` of a resource that has neither name nor generation yet. */
function seen({ place, address }: NodeDraft): Parts['resource'] {
  return {
    type: place.type,
    class: place.class,
    id: idOf(address),
    uid: address,
    name: null,
    generation: null,
  };
}

/** Cannot be mistaken for text that somebody wrote in a file. */
function meaningOf(keys: string[]): string {
  return `\u0000${JSON.stringify(keys)}\u0000`;
}
