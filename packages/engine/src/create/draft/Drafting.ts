import {
  Address,
  fail,
  hasErrors,
  ObjectRecord,
  own,
  PlanPorts,
  PlanRequest,
  Problem,
  ResourceNode,
  Result,
  succeed,
  Target,
  Unknown,
} from '../../model';
import { workloadAddress } from '../graph';
import { lastApplied } from '../objects';
import { plannedOutputs } from '../values';
import { OpenBinding } from './binding';
import { Completer } from './Completer';
import { Continuity } from './decide';
import { Draft, StepDraft } from './draft';
import { duplicateRoutes } from './duplicateRoutes';
import { draftRemovals } from './draftRemovals';
import {
  planByDriver,
  ResolvedResource,
  resolveResource,
  ResolveTools,
} from './draftResource';
import {
  autoscaledBy,
  drawWorkload,
  profileOf,
  RenderTools,
} from './draftWorkload';
import {
  claimsOf,
  completeAll,
  learnKinds,
  observeAll,
  TargetSilent,
} from './gatherObjects';
import { Holds, replacementAccepted } from './Holds';
import { mintResourceId, resourceName } from './mintIdentity';
import { orderSteps } from './orderSteps';
import { PlacedRecords } from './records';
import { ResourceIdentity, Resolver, Setting } from './Resolver';
import { byOwner, StepDrafter, WantedWorkload } from './StepDrafter';

/**
 * One drafting of one plan: identities, values, objects, then steps. What is gathered on the way lives
 * here; the rules are in the rooms around it.
 */
export class Drafting {
  readonly #inventory: Map<string, ObjectRecord[]>;
  readonly #identities = new Map<Address, ResourceIdentity>();
  readonly #resolver: Resolver;
  readonly #tools: ResolveTools & RenderTools;
  readonly #target: Target;
  /** Nodes that the graph has a problem with already: nothing more can be said about them. */
  readonly #broken: Set<Address>;
  #rewired = false;

  constructor(
    private readonly setting: Setting,
    private readonly request: PlanRequest,
    private readonly ports: PlanPorts,
    private readonly place: OpenBinding,
    private readonly records: PlacedRecords,
    private readonly holds: Holds,
    private readonly problems: Problem[],
  ) {
    this.#target = place.target;
    this.#broken = new Set(
      problems.flatMap(({ severity, address }) =>
        severity === 'error' && address !== undefined ? [address] : [],
      ),
    );
    this.#inventory = byOwner(request.state.objects);
    this.#resolver = new Resolver(
      setting,
      this.#identities,
      (resourceId, kind, name) =>
        ports.generated.find(resourceId, name, kind) ??
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
      consented: resourceId => replacementAccepted(request, resourceId),
      raiseHold: (node, hold) => {
        const matched = request.platform.definitions[node.definition];
        this.#rewired ||= holds.raise(node.address, hold, matched);
      },
      identityOf: node => this.#identityOf(node),
      renew: node => this.#mint(node),
    };
  }

  /** `rewired`: a driver raised a hold, and what is held needs another graph. */
  async draft(): Promise<Result<Draft> | 'rewired'> {
    const resources = await this.#resolveResources();
    if (this.#rewired) {
      return 'rewired';
    }
    const workloads = this.#drawWorkloads(resources);
    const gathering = {
      binding: this.place,
      state: this.request.state,
      setting: this.setting,
      problems: this.problems,
    };
    const completer = await learnKinds(gathering, resources, workloads);
    const wanted = completeAll(gathering, completer, resources, workloads);
    const claims = claimsOf(gathering, completer, resources, wanted);
    if (hasErrors(this.problems)) {
      return fail(this.problems);
    }
    const seen = await observeAll(
      gathering,
      completer,
      wanted,
      this.ports.signal,
    );
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
      records: this.records,
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
          moved: this.records.moved,
          problems: this.problems,
        });
  }

  /** In the graph's order, so that everybody finds the outputs they need. */
  async #resolveResources(): Promise<Map<Address, ResolvedResource>> {
    const { graph, request } = this.setting;
    const nodes = graph.order
      .map(address => graph.nodes[address])
      .filter((node): node is ResourceNode => node.kind === 'resource')
      .filter(({ address }) => !this.#broken.has(address));
    for (const address of this.#broken) {
      const node = own(graph.nodes, address);
      if (node?.kind === 'resource') {
        this.#mint(node);
        this.#assume(node);
      }
    }
    const identities = new Map<Address, Continuity>();
    for (const node of nodes) {
      const record = this.records.current.get(node.address);
      const identity = this.holds.identityOf(
        node.address,
        request.platform.definitions[node.definition],
      );
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
            this.records.current.get(address),
            this.#tools,
          )
        : fail<ResolvedResource>([]);
      this.problems.push(...result.problems);
      if (result.ok) {
        resolved.set(address, result.value);
        this.#resolver.setOutputs(address, result.value.outputs);
      } else {
        this.#assume(node);
      }
    }
    this.problems.push(
      ...duplicateRoutes(
        [...resolved.values()].map(({ node, request: { params } }) => ({
          node,
          params,
        })),
        name => own(this.setting.context.workloads, name)?.file,
      ),
    );
    return resolved;
  }

  /** Its own problem is enough: whoever depends on the resource is judged as if it worked. */
  #assume({ address, type: name }: ResourceNode): void {
    const type = own(this.request.platform.resourceTypes, name);
    if (type) {
      this.#resolver.setOutputs(address, {
        ...plannedOutputs(type, {}, address),
        ...(name === 'volume' && { source: { emptyDir: {} } }),
      });
    }
  }

  #drawWorkloads(resources: Map<Address, ResolvedResource>): WantedWorkload[] {
    const { request, graph, context } = this.setting;
    const autoscaled = autoscaledBy(
      [...resources.values()].flatMap(
        resource =>
          resource.plan?.objects ??
          this.#inventory.get(resource.request.resourceId)?.map(lastApplied) ??
          [],
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

  #identityOf(node: ResourceNode): ResourceIdentity {
    return this.#identities.get(node.address) ?? this.#mint(node);
  }

  #mint(node: ResourceNode): ResourceIdentity {
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
