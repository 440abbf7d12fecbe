import {
  Address,
  Driver,
  DriverPlan,
  DriverRequest,
  fail,
  ObjectTemplate,
  own,
  ResourceDefinition,
  ResourceNode,
  Result,
  succeed,
  Unknown,
} from '../../model';
import { completeObject, ownershipLabels } from '../objects';
import { refusal, requestOf } from '../draft/draftResource';
import {
  autoscaledBy,
  drawWorkload,
  profileOf,
  shownImages,
} from '../draft/draftWorkload';
import { duplicateRoutes } from '../draft/duplicateRoutes';
import { ResourceIdentity, Resolver, Setting } from '../draft/Resolver';
import { checkOutputs, plannedOutputs } from '../values';
import { Foreseen, ForeseenResource, ForesightPorts, Past } from './Foreseen';

/** One foreseeing of one environment, resource by resource in the graph's order. */
export class Foresight {
  readonly #identities = new Map<Address, ResourceIdentity>();
  readonly #resolver: Resolver;

  constructor(
    private readonly setting: Setting,
    private readonly past: Past,
    private readonly ports: ForesightPorts,
    private readonly target: { namespace: string },
    private readonly foreseen: Foreseen,
  ) {
    this.#resolver = new Resolver(
      setting,
      this.#identities,
      (resourceId, kind, name) =>
        ports.generated.find(resourceId, name, kind) ??
        new Unknown('string', true, `generate.${name} of ${resourceId}`),
    );
  }

  all(): Foreseen {
    const { graph, request } = this.setting;
    const nodes = graph.order
      .map(address => graph.nodes[address])
      .filter((node): node is ResourceNode => node.kind === 'resource')
      .map(node => ({
        node,
        definition: request.platform.definitions[node.definition],
      }));
    for (const { node, definition } of nodes) {
      const identity = this.past.identify(node, definition);
      this.#identities.set(node.address, identity);
    }
    for (const { node, definition } of nodes) {
      const resource = this.#resource(node, definition);
      this.foreseen.resources.set(node.address, resource);
      this.#resolver.setOutputs(node.address, resource.outputs);
    }
    this.foreseen.problems.push(
      ...duplicateRoutes(
        [...this.foreseen.resources.values()].flatMap(({ node, request }) =>
          request ? [{ node, params: request.params }] : [],
        ),
        name => own(this.setting.context.workloads, name)?.file,
      ),
    );
    this.#workloads();
    return this.foreseen;
  }

  #resource(
    node: ResourceNode,
    definition: ResourceDefinition,
  ): ForeseenResource {
    const request = this.past.holds(node, definition)
      ? undefined
      : this.#note(this.#request(node, definition));
    const standing = this.past.judge(node, definition, request);
    const made = request && this.#note(this.#ask(node, definition, request));
    const planned = () =>
      plannedOutputs(
        this.setting.request.platform.resourceTypes[node.type],
        made?.outputs ?? {},
        standing.changes ? `${node.address} (changed)` : node.address,
      );
    return {
      node,
      definition,
      ...(request && { request }),
      outputs: standing.outputs ?? (made?.complete ? made.outputs : planned()),
      objects:
        standing.objects ??
        this.#complete(
          node.address,
          made?.objects ?? [],
          this.#identity(node).resourceId,
        ),
    };
  }

  #request(
    node: ResourceNode,
    definition: ResourceDefinition,
  ): Result<DriverRequest> {
    const inputs = this.#resolver.inputs(node, definition);
    const params = this.#resolver.params(node);
    return inputs.ok && params.ok
      ? succeed(
          requestOf(node, params.value, inputs.value, undefined, {
            setting: this.setting,
            target: this.target,
            identityOf: asked => this.#identity(asked),
          }),
        )
      : fail(inputs.problems);
  }

  /** Of a driver that cannot be asked without a call, nothing is known: no outputs, no objects. */
  #ask(
    node: ResourceNode,
    definition: ResourceDefinition,
    request: DriverRequest,
  ): Result<Pick<DriverPlan, 'outputs' | 'objects' | 'complete'>> {
    const driver: Driver | undefined = this.ports.drivers[definition.driver];
    if (!driver?.foresee) {
      return succeed({ outputs: {}, objects: [] });
    }
    try {
      const plan = driver.foresee(request);
      const type = this.setting.request.platform.resourceTypes[node.type];
      if (!plan.complete) {
        return succeed(plan);
      }
      const checked = checkOutputs(type, plan.outputs, {
        address: node.address,
        ...definition.source,
      });
      return checked.ok
        ? succeed({ ...plan, outputs: checked.value })
        : checked;
    } catch (error) {
      return fail([refusal(request, driver, definition, error)]);
    }
  }

  #workloads(): void {
    const { request, graph, context } = this.setting;
    const autoscaled = autoscaledBy(
      [...this.foreseen.resources.values()].flatMap(({ objects }) => objects),
    );
    for (const address of graph.order) {
      const node = graph.nodes[address];
      if (node.kind !== 'workload') {
        continue;
      }
      const workload = context.workloads[node.workload];
      const profile = this.#note(
        profileOf(workload, request.platform, context.environmentType),
      );
      const drawn =
        profile &&
        this.#note(
          drawWorkload(node, profile, autoscaled.has(workload.name), {
            setting: this.setting,
            resolver: this.#resolver,
            target: this.target,
            digest: this.ports.digest,
            identities: this.#identities,
          }),
        );
      if (drawn) {
        this.foreseen.workloads.set(address, {
          address,
          workload,
          images: shownImages(workload, request.images),
          objects: this.#complete(address, drawn.objects),
        });
      }
    }
  }

  /** Which kinds live in no namespace only a cluster knows; here it makes no difference. */
  #complete(
    address: Address,
    templates: ObjectTemplate[],
    resourceId?: string,
  ): ObjectTemplate[] {
    return templates.flatMap(template => {
      const completed = completeObject(template, {
        namespace: this.target.namespace,
        namespaced: () => true,
        labels: ownershipLabels(
          this.setting.request.environment.id,
          resourceId,
        ),
        address,
      });
      if (completed.ok) {
        return [completed.object.template];
      }
      this.foreseen.problems.push(...completed.problems);
      return [];
    });
  }

  #identity(node: ResourceNode): ResourceIdentity {
    const known = this.#identities.get(node.address);
    if (!known) {
      throw new Error(`no identity for ${node.address}`);
    }
    return known;
  }

  #note<T>(result: Result<T>): T | undefined {
    this.foreseen.problems.push(...result.problems);
    return result.ok ? result.value : undefined;
  }
}
