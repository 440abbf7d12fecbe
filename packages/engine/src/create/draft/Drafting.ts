import {
  Address,
  GeneratedKey,
  generationOf,
  hasErrors,
  isRotating,
  ObjectRecord,
  own,
  PlanRequest,
  Problem,
  ResourceNode,
  ResourceRecord,
  RoutePlace,
  Unknown,
  Value,
} from '../../model';
import { workloadAddress } from '../graph';
import { CompleteObject, lastApplied } from '../objects';
import { plannedOutputs } from '../values';
import { OpenBinding } from './binding';
import { Completer } from './Completer';
import { Draft, DraftPorts, StepDraft } from './draft';
import { duplicateRoutes } from './duplicateRoutes';
import { claimedRoutes, routePlaces, takenRoutes } from './claimedRoutes';
import { everyHostProblems } from './everyHost';
import { draftRemovals } from './draftRemovals';
import { draftTargetRemoval } from './draftTargetRemoval';
import {
  Facts,
  planByDriver,
  ResolveBoard,
  ResolvedResource,
  resolveResource,
} from './draftResource';
import { autoscaledBy, drawWorkload, profileOf } from './draftWorkload';
import {
  claimsOf,
  completeAll,
  judgeAll,
  learnKinds,
  observeAll,
  TargetSilent,
} from './gatherObjects';
import { RotatedPassword } from './decide';
import { groundsOf } from './foreign';
import { Holds, replacementAccepted } from './Holds';
import { mintResourceId, resourceName } from './mintIdentity';
import { orderSteps } from './orderSteps';
import { PlacedRecords } from './records';
import { ResourceIdentity, Resolver, Setting } from './Resolver';
import { beyondRepair } from './repairs';
import { askedRotations } from './rotations';
import { newlyNamedProfile } from './secretsFor';
import { byOwner, StepDrafter, WantedWorkload } from './StepDrafter';

/** What one drafting starts from. */
export interface DraftingInput {
  setting: Setting;
  request: PlanRequest;
  ports: DraftPorts;
  binding: OpenBinding;
  records: PlacedRecords;
  holds: Holds;
  /** What was found before; what is found here is added. */
  problems: Problem[];
}

/**
 * One drafting of one environment: identities, values, objects, then steps. What is gathered on the
 * way lives here; the rules are in the rooms around it.
 */
export class Drafting {
  readonly #given: DraftingInput;
  readonly #inventory: Map<string, ObjectRecord[]>;
  readonly #identities = new Map<Address, ResourceIdentity>();
  readonly #board: ResolveBoard;
  readonly #rotated = new Map<string, RotatedPassword>();
  /** Whose passwords are made anew, by resourceId. */
  readonly #rotating: ReadonlyMap<string, ResourceRecord>;
  #rewired = false;

  constructor(given: DraftingInput) {
    this.#given = given;
    const { setting, request, ports, binding, holds } = given;
    this.#inventory = byOwner(request.state.objects);
    this.#rotating = new Map(
      [...given.records.current.values()]
        .filter(isRotating)
        .map(record => [record.resourceId, record]),
    );
    this.#board = {
      setting,
      resolver: new Resolver(
        setting,
        this.#identities,
        key => ports.generated.find(key) ?? this.#notMadeYet(key),
      ),
      target: binding.target,
      drivers: ports.drivers,
      identities: this.#identities,
      digest: ports.digest,
      rotated: this.#rotated,
      onPaper: ports.onPaper,
      signal: ports.signal,
      consented: resourceId => replacementAccepted(request, resourceId),
      raiseHold: (node, hold) => {
        const matched = request.platform.definitions[node.definition];
        this.#rewired ||= holds.raise(node.address, hold, matched);
      },
      renew: node => this.#mint(node),
    };
  }

  /**
   * With errors among the problems it is a draft of what could be drafted, on paper; else of nothing:
   * the cluster is not asked about what cannot be.
   *
   * @returns `rewired`: a driver raised a hold, and what is held needs another graph
   */
  async draft(): Promise<Draft | 'rewired'> {
    const { setting, request, ports, binding, records, problems } = this.#given;
    const { onPaper } = ports;
    const resources = await this.#resolveResources();
    if (this.#rewired) {
      return 'rewired';
    }
    problems.push(
      ...askedRotations(request.rotate ?? [], {
        graph: setting.graph,
        records: records.current,
        resources,
      }),
    );
    const workloads = this.#drawWorkloads(resources);
    const gathering = { binding, state: request.state, setting, problems };
    const completer = await learnKinds(gathering, resources, workloads);
    const wanted = completeAll(gathering, completer, resources, workloads);
    const claims = claimsOf(gathering, completer, resources, wanted);
    const made = { completer, resources, workloads, wanted };
    judgeAll(gathering, made);
    const draft: Draft = {
      setting,
      binding,
      completer,
      redactor: ports.redactor,
      identities: this.#identities,
      steps: [],
      routes: [],
      records: request.state.resources,
      decided: records.decided,
      problems,
    };
    if (!hasErrors(problems) && !onPaper) {
      draft.routes = await this.#claimRoutes(resources, wanted);
    }
    if (hasErrors(problems) && !onPaper) {
      return draft;
    }
    const drafter = new StepDrafter({
      board: this.#board,
      state: request.state,
      completer,
      ...(!onPaper && {
        seen: await observeAll(gathering, completer, wanted, ports.signal),
      }),
      wanted,
      claims,
      grounds: groundsOf(
        request,
        binding,
        [...wanted.values(), request.state.objects]
          .flat()
          .map(({ ref }) => ref),
      ),
    });
    const steps: StepDraft[] = request.destroy ? [] : [drafter.target()];
    const late = new Map<Address, CompleteObject[]>();
    for (const resource of resources.values()) {
      steps.push(await this.#draftResource(drafter, completer, resource, late));
    }
    judgeAll(
      gathering,
      { ...made, wanted: new Map([...wanted, ...late]) },
      late,
    );
    for (const workload of workloads) {
      steps.push(drafter.workload(workload));
    }
    const removals = draftRemovals({ drafter, request, records, steps });
    if (request.destroy) {
      removals.push(...draftTargetRemoval(drafter, request, binding, removals));
    }
    const ordered = orderSteps(steps, setting);
    problems.push(
      ...drafter.problems,
      ...ordered.problems,
      ...beyondRepair(request, [...ordered.steps, ...removals]),
    );
    return { ...draft, steps: [...ordered.steps, ...removals] };
  }

  /** In the graph's order, so that everybody finds the outputs they need. */
  async #resolveResources(): Promise<Map<Address, ResolvedResource>> {
    const { setting, records, holds, problems } = this.#given;
    const { graph, request, context } = setting;
    const broken = this.#broken();
    broken.forEach(node => {
      this.#mint(node);
      this.#assume(node);
    });
    const facts = graph.order
      .map(address => graph.nodes[address])
      .filter((node): node is ResourceNode => node.kind === 'resource')
      .filter(node => !broken.has(node))
      .map((node): Facts => {
        const record = records.current.get(node.address);
        const continuity = holds.continuityOf(
          node.address,
          request.platform.definitions[node.definition],
        );
        if (record && continuity.kind !== 'replace') {
          this.#identities.set(node.address, {
            resourceId: record.resourceId,
            name: record.name,
            generation: generationOf(record),
          });
        } else {
          this.#mint(node);
        }
        return { node, continuity, ...(record && { record }) };
      });
    const resolved = new Map<Address, ResolvedResource>();
    for (const fact of facts) {
      const { address } = fact.node;
      const result = await resolveResource(this.#board, fact);
      problems.push(...result.problems);
      if (result.ok) {
        resolved.set(address, result.value);
        this.#board.resolver.setOutputs(address, result.value.outputs);
      } else {
        this.#assume(fact.node);
      }
    }
    problems.push(
      ...duplicateRoutes(
        routesIn(resolved),
        name => own(context.workloads, name)?.file,
      ),
    );
    return resolved;
  }

  /** Last before anything is asked of the cluster: a plan with errors takes nothing from others. */
  async #claimRoutes(
    resources: Map<Address, ResolvedResource>,
    wanted: Map<Address, CompleteObject[]>,
  ): Promise<RoutePlace[]> {
    const { setting, ports, binding, problems } = this.#given;
    const filled = [...routesIn(resources)];
    const finished = [...wanted].flatMap(([address, objects]) =>
      objects.map(({ template }) => ({ address, template })),
    );
    const fileOf = (name: string) => own(setting.context.workloads, name)?.file;
    const everyHost = everyHostProblems(
      filled,
      finished,
      setting.graph,
      fileOf,
    );
    if (everyHost.length > 0) {
      problems.push(...everyHost);
      return [];
    }
    const routes = claimedRoutes(filled, finished, setting.graph);
    const places = routePlaces(routes);
    const taken = await ports.claimRoutes?.(binding.target.cluster, places);
    problems.push(...takenRoutes(routes, taken ?? [], fileOf));
    return places;
  }

  /** Nodes that the graph has a problem with already: nothing more can be said about them. */
  #broken(): Set<ResourceNode> {
    const { setting, problems } = this.#given;
    return new Set(
      problems.flatMap(({ severity, address }) => {
        const node =
          severity === 'error' && address !== undefined
            ? own(setting.graph.nodes, address)
            : undefined;
        return node?.kind === 'resource' ? [node] : [];
      }),
    );
  }

  /** Its own problem is enough: whoever depends on the resource is judged as if it worked. */
  #assume({ address, type: name }: ResourceNode): void {
    const { request } = this.#given.setting;
    const type = own(request.platform.resourceTypes, name);
    if (type) {
      this.#board.resolver.setOutputs(address, {
        ...plannedOutputs(type, {}, address),
        ...(name === 'volume' && { source: { emptyDir: {} } }),
      });
    }
  }

  #drawWorkloads(resources: Map<Address, ResolvedResource>): WantedWorkload[] {
    const { setting, problems } = this.#given;
    const { request, graph, context } = setting;
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
      problems.push(...profile.problems);
      if (node?.kind !== 'workload' || !profile.ok) {
        continue;
      }
      problems.push(
        ...newlyNamedProfile(this.#given.request, profile.value, node),
      );
      const objects = drawWorkload(this.#board, {
        node,
        profile: profile.value,
        autoscaled: autoscaled.has(name),
      });
      problems.push(...objects.problems);
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

  /**
   * One that was to be kept but is damaged needs its driver's plan after all.
   *
   * @param late - gets the objects of that plan
   */
  async #draftResource(
    drafter: StepDrafter,
    completer: Completer,
    resource: ResolvedResource,
    late: Map<Address, CompleteObject[]>,
  ): Promise<StepDraft> {
    const step = drafter.resource(resource);
    if (!step.decision.work || resource.plan) {
      return step;
    }
    const { problems } = this.#given;
    const planned = await planByDriver(this.#board, resource);
    problems.push(...planned.problems);
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
      resource.definition,
    );
    problems.push(...objects.problems);
    if (!objects.ok) {
      return step;
    }
    late.set(address, objects.value);
    return drafter.resource({ ...resource, plan }, objects.value);
  }

  #notMadeYet({ resourceId, kind, name }: GeneratedKey): Value {
    const from = `generate.${name} of ${resourceId}`;
    const rotating =
      kind === 'password' ? this.#rotating.get(resourceId) : undefined;
    if (rotating) {
      this.#rotated.set(from, { name, address: rotating.address });
    }
    return new Unknown('string', true, from);
  }

  #mint(node: ResourceNode): ResourceIdentity {
    const { address, type } = node;
    const { environment, state } = this.#given.request;
    const resourceId = mintResourceId(
      environment.id,
      address,
      state.minted[address] ?? 0,
    );
    const identity = {
      resourceId,
      name: resourceName(address, type, resourceId),
      generation: 1,
    };
    this.#identities.set(address, identity);
    return identity;
  }
}

function routesIn(resources: Map<Address, ResolvedResource>) {
  return [...resources.values()].map(({ node, request: { params } }) => ({
    node,
    params,
  }));
}
