import {
  Address,
  fail,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRecord,
  ObjectRef,
  Phase,
  PlanPorts,
  PlanRequest,
  Problem,
  ResourceNode,
  Result,
  succeed,
  Target,
  Unknown,
} from '../../model';
import { buildGraph, workloadAddress } from '../graph';
import { CompleteObject } from '../objects';
import { plannedOutputs } from '../values';
import { Identity } from './decide';
import { Draft, StepDraft } from './draft';
import {
  identify,
  planByDriver,
  ResolvedResource,
  resolveResource,
  ResolveTools,
} from './draftResource';
import { draftRemovals } from './draftRemovals';
import {
  autoscaledBy,
  drawWorkload,
  profileOf,
  RenderTools,
} from './draftWorkload';
import { mintResourceId, resourceName } from './identity';
import { Completer } from './Completer';
import { byOwner, StepDrafter, WantedWorkload } from './StepDrafter';
import {
  matchContextOf,
  openPlace,
  requestContextOf,
  targetProblem,
} from './place';
import { PlacedRecords, placeRecords } from './records';
import { NodeIdentity, Resolver, Setting } from './Resolver';
import { orderSteps } from './orderSteps';

/** How far a draft has come, for those who show progress. */
export type OnPhase = (phase: Phase, status: 'started' | 'done') => void;

/**
 * The plan with everything in it (see `Draft`). Asks the cluster once, and the drivers of what
 * changes; writes nothing. All problems of all nodes come back together.
 */
export async function draftDeployment(
  request: PlanRequest,
  ports: PlanPorts,
  onPhase: OnPhase = () => {},
): Promise<Result<Draft>> {
  onPhase('match', 'started');
  const problems: Problem[] = requestProblems(request);
  const graph = buildGraph({
    platform: request.platform,
    workloads: request.workloads,
    context: matchContextOf(request),
  });
  const place = await openPlace(request, ports);
  problems.push(...graph.problems, ...place.problems);
  if (!graph.ok || !place.ok || hasErrors(problems)) {
    return fail(problems);
  }
  onPhase('match', 'done');
  onPhase('create', 'started');
  const setting: Setting = {
    request,
    graph: graph.value,
    context: requestContextOf(request),
  };
  const drafting = new Drafting(setting, request, ports, place.value, problems);
  try {
    const draft = await drafting.draft();
    if (draft.ok) {
      onPhase('create', 'done');
    }
    return draft;
  } catch (error) {
    if (error instanceof TargetSilent) {
      return fail([
        ...problems,
        targetProblem(place.value.target.cluster, error.cause),
      ]);
    }
    throw error;
  }
}

/** The cluster did not answer: nothing can be planned without it. */
class TargetSilent extends Error {
  constructor(readonly cause: unknown) {
    super('the target cannot be asked');
  }
}

/** One drafting: what is gathered on the way lives here. */
class Drafting {
  readonly #records: PlacedRecords;
  readonly #inventory: Map<string, ObjectRecord[]>;
  readonly #identities = new Map<Address, NodeIdentity>();
  readonly #resolver: Resolver;
  readonly #tools: ResolveTools & RenderTools;
  readonly #target: Target;

  constructor(
    private readonly setting: Setting,
    private readonly request: PlanRequest,
    private readonly ports: PlanPorts,
    private readonly place: { name: string; target: Target },
    private readonly problems: Problem[],
  ) {
    this.#target = place.target;
    this.#inventory = byOwner(request.state.objects);
    this.#records = placeRecords(request.state.resources, request.moves);
    problems.push(...this.#records.problems);
    this.#resolver = new Resolver(
      setting,
      this.#identities,
      (resourceId, _kind, name) =>
        ports.generated.find(resourceId, name) ??
        new Unknown('string', true, `generate.${name} of ${resourceId}`),
    );
    this.#tools = {
      setting,
      resolver: this.#resolver,
      target: this.#target,
      drivers: ports.drivers,
      digest: ports.digest,
      signal: ports.signal,
      identities: this.#identities,
      consented: (subject, action) =>
        request.consent.some(
          given => given.subject === subject && given.action === action,
        ),
      identityOf: node => this.#identityOf(node),
      renew: node => this.#mint(node),
    };
  }

  async draft(): Promise<Result<Draft>> {
    const resources = await this.#resolveResources();
    const workloads = this.#drawWorkloads(resources);
    const completer = await this.#completer(resources, workloads);
    const wanted = this.#complete(completer, resources, workloads);
    const claims = this.#claims(resources, wanted);
    if (hasErrors(this.problems)) {
      return fail(this.problems);
    }
    const seen = await this.#observe(completer, wanted);
    const drafter = new StepDrafter({
      setting: this.setting,
      state: this.request.state,
      target: this.#target,
      digest: this.ports.digest,
      completer,
      seen,
      wanted,
      claims,
    });
    const steps: StepDraft[] = [drafter.target()];
    for (const resource of resources.values()) {
      steps.push(await this.#draftResource(drafter, completer, resource));
    }
    for (const workload of workloads) {
      steps.push(drafter.workload(workload));
    }
    const removals = draftRemovals({
      drafter,
      state: this.request.state,
      records: this.#records,
      steps,
    });
    const ordered = orderSteps(steps, this.setting);
    this.problems.push(...drafter.problems, ...ordered.problems);
    return hasErrors(this.problems)
      ? fail(this.problems)
      : succeed({
          setting: this.setting,
          target: this.#target,
          targetName: this.place.name,
          completer,
          identities: this.#identities,
          steps: [...ordered.steps, ...removals],
          records: this.request.state.resources,
          moved: this.#records.moved,
          problems: this.problems,
        });
  }

  /** In the graph's order, so that everybody finds the outputs they need. */
  async #resolveResources(): Promise<Map<Address, ResolvedResource>> {
    const { graph, request } = this.setting;
    const nodes = graph.order
      .map(address => graph.nodes[address])
      .filter((node): node is ResourceNode => node.kind === 'resource');
    const identities = new Map<Address, Identity>();
    for (const node of nodes) {
      const record = this.#records.current.get(node.address);
      const identity = identify(node, record, this.#tools);
      identities.set(node.address, identity);
      if (record && identity.kind !== 'replace') {
        this.#identities.set(node.address, record);
      } else {
        this.#mint(node);
      }
    }
    const resolved = new Map<Address, ResolvedResource>();
    for (const node of nodes) {
      const { address } = node;
      const identity = identities.get(address);
      const result = identity
        ? await resolveResource(
            node,
            identity,
            this.#records.current.get(address),
            this.#tools,
          )
        : fail<ResolvedResource>([]);
      this.problems.push(...result.problems);
      if (result.ok) {
        resolved.set(address, result.value);
        this.#resolver.setOutputs(address, result.value.outputs);
      } else {
        // Its own problem is enough: whoever depends on it is judged as if it worked.
        const type = request.platform.resourceTypes[node.type];
        this.#resolver.setOutputs(address, plannedOutputs(type, {}, address));
      }
    }
    return resolved;
  }

  #drawWorkloads(resources: Map<Address, ResolvedResource>): WantedWorkload[] {
    const { request, graph, context } = this.setting;
    const autoscaled = autoscaledBy(
      [...resources.values()].flatMap(
        resource =>
          resource.plan?.objects ?? this.#applied(resource).map(o => o.applied),
      ),
    );
    const drawn: WantedWorkload[] = [];
    for (const name of Object.keys(context.workloads).sort()) {
      const node = graph.nodes[workloadAddress(name)];
      const workload = context.workloads[name];
      const profile = profileOf(
        workload,
        request.platform,
        context.environmentType,
      );
      this.problems.push(...profile.problems);
      if (node?.kind !== 'workload' || !profile.ok) {
        continue;
      }
      const objects = drawWorkload(
        node,
        profile.value,
        autoscaled.has(name),
        this.#tools,
      );
      this.problems.push(...objects.problems);
      if (objects.ok) {
        drawn.push({
          node,
          workload,
          profile: profile.value,
          autoscaled: autoscaled.has(name),
          templates: objects.value.objects,
        });
      }
    }
    return drawn;
  }

  /** Asks once per kind whether it lives in a namespace. */
  async #completer(
    resources: Map<Address, ResolvedResource>,
    workloads: WantedWorkload[],
  ): Promise<Completer> {
    const completer = new Completer(this.#target, this.setting.request);
    try {
      await completer.learn([
        ...[...resources.values()].flatMap(({ plan }) => plan?.objects ?? []),
        ...workloads.flatMap(({ templates }) => templates),
      ]);
    } catch (error) {
      throw new TargetSilent(error);
    }
    return completer;
  }

  /** The complete objects of every step, by owner's address; problems for those that cannot be. */
  #complete(
    completer: Completer,
    resources: Map<Address, ResolvedResource>,
    workloads: WantedWorkload[],
  ): Map<Address, CompleteObject[]> {
    const wanted = new Map<Address, CompleteObject[]>();
    const add = (address: Address, result: Result<CompleteObject[]>) => {
      this.problems.push(...result.problems);
      if (result.ok) {
        wanted.set(address, result.value);
      }
    };
    for (const [address, { plan, request }] of resources) {
      if (plan) {
        add(
          address,
          completer.resource(address, request.resourceId, plan.objects),
        );
      }
    }
    for (const { node, templates } of workloads) {
      add(node.address, completer.workload(node.address, templates));
    }
    return wanted;
  }

  /** Which step makes which object; two that make the same one are a problem. */
  #claims(
    resources: Map<Address, ResolvedResource>,
    wanted: Map<Address, CompleteObject[]>,
  ): Map<ObjectKey, Address> {
    const claims = new Map<ObjectKey, Address>();
    const claim = (ref: ObjectRef, address: Address) => {
      const key = objectKey(ref);
      const other = claims.get(key);
      if (other !== undefined) {
        this.problems.push(objectConflict(ref, other, address));
      }
      claims.set(key, address);
    };
    for (const [address, objects] of wanted) {
      objects.forEach(({ ref }) => claim(ref, address));
    }
    for (const [address, resource] of resources) {
      if (!wanted.has(address)) {
        this.#applied(resource).forEach(({ ref }) => claim(ref, address));
      }
    }
    return claims;
  }

  /** What a resource has in the cluster, by the inventory. */
  #applied({ request }: ResolvedResource): ObjectRecord[] {
    return this.#inventory.get(request.resourceId) ?? [];
  }

  /** One question for everything that was applied and everything that would be. */
  async #observe(
    completer: Completer,
    wanted: Map<Address, CompleteObject[]>,
  ): Promise<Map<string, LiveObject>> {
    const refs = new Map<string, ObjectRef>();
    const all = [
      completer.namespace().ref,
      ...this.request.state.objects.map(({ ref }) => ref),
      ...[...wanted.values()].flat().map(({ ref }) => ref),
    ];
    for (const ref of all) {
      refs.set(objectKey(ref), ref);
    }
    try {
      const live = await this.#target.observe([...refs.values()], {
        signal: this.ports.signal,
        timeoutMs: OBSERVE_TIMEOUT_MS,
      });
      return new Map(live.map(object => [objectKey(object.ref), object]));
    } catch (error) {
      throw new TargetSilent(error);
    }
  }

  /** One that was to be kept but is damaged needs its driver's plan after all. */
  async #draftResource(
    drafter: StepDrafter,
    completer: Completer,
    resource: ResolvedResource,
  ): Promise<StepDraft> {
    const step = drafter.resource(resource);
    if (!step.decision.work || resource.plan) {
      return step;
    }
    const planned = await planByDriver(
      resource,
      resource.definition,
      this.#tools,
    );
    this.problems.push(...planned.problems);
    if (!planned.ok) {
      return step;
    }
    const { plan } = planned.value;
    try {
      await completer.learn(plan.objects);
    } catch (error) {
      throw new TargetSilent(error);
    }
    const { address } = resource.node;
    const objects = completer.resource(
      address,
      resource.request.resourceId,
      plan.objects,
    );
    this.problems.push(...objects.problems);
    return objects.ok
      ? drafter.resource({ ...resource, plan }, objects.value)
      : step;
  }

  #identityOf(node: ResourceNode): NodeIdentity {
    return this.#identities.get(node.address) ?? this.#mint(node);
  }

  #mint(node: ResourceNode): NodeIdentity {
    const { address, type } = node;
    const { environment, state } = this.request;
    const resourceId = mintResourceId(
      environment.id,
      address,
      state.minted[address] ?? 0,
    );
    const identity = {
      resourceId,
      name: resourceName(address, type, resourceId),
    };
    this.#identities.set(address, identity);
    return identity;
  }
}

/** Longer than any healthy API server needs, shorter than a person waits. */
const OBSERVE_TIMEOUT_MS = 15_000;

function requestProblems({ platform, environment }: PlanRequest): Problem[] {
  return Object.hasOwn(platform.environmentTypes, environment.type)
    ? []
    : [
        {
          severity: 'error',
          code: 'UnknownEnvironmentType',
          message: `Environment ${environment.name} is of type ${
            environment.type
          }, which the platform does not have; there is ${
            Object.keys(platform.environmentTypes).sort().join(', ') || 'none'
          }.`,
        },
      ];
}

function objectConflict(
  ref: ObjectRef,
  first: Address,
  second: Address,
): Problem {
  return {
    severity: 'error',
    code: 'ObjectConflict',
    message: `${first} and ${second} both make ${ref.kind} ${ref.name}.`,
    hint: 'Name objects of a definition after ${resource.name}, which is unique.',
    address: second,
  };
}

function hasErrors(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
