import {
  Address,
  ENVIRONMENT_DRIVER,
  fail,
  GeneratedKey,
  Graph,
  hasErrors,
  isValueObject,
  JsonValue,
  PlanRequest,
  Problem,
  RequestContext,
  ResourceDefinition,
  ResourceNode,
  Result,
  succeed,
  Unknown,
  Value,
  ValueObject,
  Workload,
} from '../../model';
import { CollectedResource, Scope } from '../../placeholders';
import { idOf, Wiring, workloadAddress } from '../graph';
import {
  Allowance,
  checkParams,
  Filled,
  fillPlatformValue,
  fillScoreText,
  fillScoreValue,
  isKnown,
  notMountable,
  ScoreScope,
} from '../values';

/** What a plan and its run agree on before any value is filled. */
export interface Setting {
  request: Omit<PlanRequest, 'state'>;
  graph: Graph;
  /** As the graph was built with. */
  wiring: Wiring;
  context: RequestContext;
}

/** Characters that may be filled into all texts of one workload: files of several ConfigMaps. */
const WORKLOAD_LIMIT = 16 * 2 ** 20;

/** Who a node is: minted once, the same in the plan and in the run. */
export interface ResourceIdentity {
  resourceId: string;
  name: string;
  /** Of its passwords. */
  generation: number;
}

/** A generated value: a stored one, or Unknown while there is none. */
export type Generate = (key: GeneratedKey) => Value;

/**
 * Fills placeholders of a whole environment. The plan gives it stored and Unknown outputs, the run real
 * ones; nothing else differs (docs/reference/semantics.md, Create: one pure resolve serves both).
 */
export class Resolver {
  readonly #outputs = new Map<Address, ValueObject>();
  readonly #params = new Map<Address, Result<ValueObject>>();
  readonly #views = new WeakMap<
    Record<string, Address>,
    Record<string, Value>
  >();

  constructor(
    private readonly setting: Setting,
    private readonly identities: ReadonlyMap<Address, ResourceIdentity>,
    private readonly generate: Generate,
  ) {}

  /** From now on, whoever depends on the resource sees these. */
  setOutputs(address: Address, outputs: ValueObject): void {
    this.#outputs.set(address, outputs);
  }

  /** Filled, completed by the resource type's defaults, checked against its schema. */
  params(node: ResourceNode): Result<ValueObject> {
    const known = this.#params.get(node.address);
    if (known) {
      return known;
    }
    const params = this.#fillParams(node);
    if (params.ok && isKnown(params.value)) {
      this.#params.set(node.address, params);
    }
    return params;
  }

  /** The definition's inputs, filled. */
  inputs(
    node: ResourceNode,
    definition: ResourceDefinition,
  ): Result<ValueObject> {
    const params = this.params(node);
    if (!params.ok) {
      return params;
    }
    const filled = fillPlatformValue(
      definition.inputs,
      this.#platformScope(node, params.value),
    );
    const problems = filled.problems.map(problem => ({
      ...problem,
      address: node.address,
      file: definition.source.file,
      line: definition.source.line,
      path: below('spec.inputs', problem.path),
    }));
    return settled(filled.value, problems);
  }

  /** Score's grammar, for one workload; a volume's source may name a whole resource. */
  scoreText(
    workload: Workload,
    aliases: Record<string, Address>,
  ): (text: string) => Filled {
    const scope: ScoreScope = {
      ...this.#scoreScope(workload, aliases),
      whole: name => this.#mountable(aliases[name]),
      allowance: new Allowance(WORKLOAD_LIMIT),
    };
    return text => {
      const filled = fillScoreText(text, scope);
      return filled.ok && filled.value === null
        ? { ok: false, problem: notMountable(text) }
        : filled;
    };
  }

  /** The platform's grammar, for the profile of one workload. */
  profileValue(
    workload: Workload,
  ): (value: JsonValue) => { value: Value; problems: Problem[] } {
    const scope: Scope<'profile'> = { ...this.#commonScope(), workload };
    return value => fillPlatformValue(value, scope);
  }

  #fillParams(node: ResourceNode): Result<ValueObject> {
    const { request, graph } = this.setting;
    const { address, type } = node;
    const owner = this.#workload(node.paramsOwner);
    const place = { address, ...(owner && { file: owner.file }) };
    let filled: { value: Value; problems: Problem[] };
    if (owner) {
      const asking = graph.nodes[workloadAddress(owner.name)];
      filled = fillScoreValue(
        node.params,
        this.#scoreScope(owner, asking?.aliases ?? {}),
      );
    } else {
      const referrer =
        node.paramsReferrer === undefined
          ? undefined
          : graph.nodes[node.paramsReferrer];
      const scope =
        referrer?.kind === 'resource'
          ? this.#referrerScope(referrer)
          : this.#commonScope();
      filled = fillPlatformValue(node.params, scope);
    }
    if (filled.problems.length > 0) {
      return fail(
        filled.problems.map(problem => ({
          ...problem,
          ...place,
          path: below('params', problem.path),
        })),
      );
    }
    const resourceType = request.platform.resourceTypes[type];
    const checked = checkParams(resourceType, filled.value, {
      ...place,
      path: 'params',
    });
    return checked.ok ? settled(checked.value, checked.problems) : checked;
  }

  #referrerScope(referrer: ResourceNode): Scope<'params'> {
    const params = this.params(referrer);
    return this.#platformScope(referrer, params.ok ? params.value : {});
  }

  #platformScope(node: ResourceNode, params: ValueObject): Scope<'inputs'> {
    const { address, type, aliases } = node;
    const identity = this.#identity(address);
    return {
      ...this.#commonScope(),
      resource: {
        type,
        class: node.class,
        id: idOf(address),
        uid: address,
        name: identity.name,
        generation: String(identity.generation),
      },
      params,
      resources: this.#outputsOf(aliases),
      collect: this.#collected(node),
      workload:
        this.#workload(node.workload) ??
        (node.id === undefined ? 'nobody' : 'shared'),
      generate: (kind, name) =>
        this.generate({
          resourceId: identity.resourceId,
          name,
          kind,
          generation: kind === 'password' ? identity.generation : 1,
        }),
    };
  }

  #commonScope(): Omit<Scope<'profile'>, 'workload'> {
    const { request, context } = this.setting;
    return {
      context,
      values: request.values,
      secrets: request.secrets,
      platform: {
        values: request.platformValues,
        secrets: request.platformSecrets,
      },
      workloads: context.workloads,
    };
  }

  #scoreScope(
    workload: Workload,
    aliases: Record<string, Address>,
  ): Pick<ScoreScope, 'metadata' | 'resources' | 'isEnvironment'> {
    const { graph, request } = this.setting;
    return {
      metadata: workload.metadata,
      resources: this.#outputsOf(aliases),
      isEnvironment: alias => {
        const node = graph.nodes[aliases[alias]];
        return (
          node.kind === 'resource' &&
          request.platform.definitions[node.definition]?.driver ===
            ENVIRONMENT_DRIVER
        );
      },
    };
  }

  /**
   * Params are filled when somebody reads them: only what is read is sure to be ready, since only
   * that made an edge.
   */
  #collected(node: ResourceNode): Record<string, CollectedResource[]> {
    const { request, graph, wiring } = this.setting;
    const { collect } = wiring(
      node.address,
      request.platform.definitions[node.definition],
    );
    return Object.fromEntries(
      Object.entries(node.collections ?? {}).map(([name, addresses]) => [
        name,
        addresses.flatMap((address): CollectedResource[] => {
          const member = graph.nodes[address];
          if (member.kind !== 'resource') {
            return [];
          }
          const params = () => this.params(member);
          return [
            {
              address,
              id: idOf(address),
              get params() {
                const filled = params();
                return filled.ok ? filled.value : {};
              },
              ...(collect[name]?.of === 'dependencies' && {
                outputs: this.#outputsAt(address),
              }),
            },
          ];
        }),
      ]),
    );
  }

  /** What has no outputs is of a type that the platform lacks: that is said already. */
  #mountable(address: Address): Value {
    const outputs = this.#outputs.get(address);
    return outputs ? outputs.source ?? null : { emptyDir: {} };
  }

  /** Looked up when somebody reads it: a workload may have thousands of aliases. */
  #outputsOf(aliases: Record<string, Address>): Record<string, Value> {
    const known = this.#views.get(aliases);
    if (known) {
      return known;
    }
    const view: Record<string, Value> = {};
    for (const [alias, address] of Object.entries(aliases)) {
      Object.defineProperty(view, alias, {
        enumerable: true,
        get: () => this.#outputsAt(address),
      });
    }
    this.#views.set(aliases, view);
    return view;
  }

  /**
   * Of what has not had its turn, nothing is known yet. Whoever reads it waits for it; but a
   * resource may read one param of its referrer while another param still waits.
   */
  #outputsAt(address: Address): Value {
    return this.#outputs.get(address) ?? new Unknown('any', false, address);
  }

  #workload(name: string | undefined): Workload | undefined {
    const { workloads } = this.setting.context;
    return name !== undefined && Object.hasOwn(workloads, name)
      ? workloads[name]
      : undefined;
  }

  #identity(address: Address): ResourceIdentity {
    const identity = this.identities.get(address);
    if (!identity) {
      throw new Error(`no identity for ${address}`);
    }
    return identity;
  }
}

function settled(value: Value, problems: Problem[]): Result<ValueObject> {
  if (hasErrors(problems)) {
    return fail(problems);
  }
  return isValueObject(value)
    ? succeed(value, problems)
    : fail([
        {
          severity: 'error',
          code: 'InvalidInputs',
          message: 'What should be a map is something else once it is filled.',
          hint: 'Let the placeholder stand for a map, or write the map here.',
        },
      ]);
}

function below(base: string, path: string | undefined): string {
  if (path === undefined || path === '') {
    return base;
  }
  return path.startsWith('[') ? `${base}${path}` : `${base}.${path}`;
}
