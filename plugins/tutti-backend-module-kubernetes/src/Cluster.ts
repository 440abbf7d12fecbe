import { TargetCall, TargetError } from '@tutti/engine';
import { Actor } from '@tutti/plugin-tutti-node';
import { ApiAnswer, ApiClient, ApiRequest, ApiStream } from './ApiClient';
import { DescribedShapes } from './DescribedShapes';
import { Discovery } from './Discovery';
import { refusalError } from './errors';
import { textAt } from './json';
import { RoutesPort } from './RoutesPort';
import { Watches } from './watch';

/** What the sandbox's `/version` carries in `gitVersion`. */
const SANDBOX_MARK = 'tutti-sandbox';

/** One configured cluster, shared by all its namespaces. */
export class Cluster {
  readonly discovery: Discovery;
  readonly shapes: DescribedShapes;
  readonly routesPort: RoutesPort;
  readonly watches: Watches;
  #identified = false;

  constructor(
    private readonly client: ApiClient,
    /** What the configuration says; checked against the cluster before its first use. */
    readonly simulated: boolean,
    /** Of one that acts for somebody: the same by the account itself, which looks things up. */
    private readonly own?: Cluster,
  ) {
    this.discovery = own?.discovery ?? new Discovery(client);
    this.shapes = own?.shapes ?? new DescribedShapes();
    this.routesPort = own?.routesPort ?? new RoutesPort(client);
    this.watches = own?.watches ?? new Watches(this);
  }

  /** The same cluster; what is sent to it is sent in somebody's name. */
  actingAs(actor: Actor): Cluster {
    return new Cluster(this.client.actingAs(actor), this.simulated, this);
  }

  get name(): string {
    return this.client.cluster;
  }

  /**
   * A simulation must never pass for a cluster, nor a cluster for a simulation.
   *
   * @throws TargetError `invalid` when the configured kind and what answers do not fit.
   */
  async identify(call: TargetCall): Promise<void> {
    if (this.own) {
      await this.own.identify(call);
      return;
    }
    if (this.#identified) return;
    const deed = 'ask for its version';
    const answer = await this.client.send(
      { method: 'GET', path: '/version', deed },
      call,
    );
    if (answer.status >= 500 || answer.status === 429) {
      throw refusalError({ cluster: this.name, deed }, answer);
    }
    const version = textAt(answer.body, 'gitVersion') ?? '';
    const isSandbox = version.includes(SANDBOX_MARK);
    if (isSandbox !== this.simulated) {
      throw new TargetError(
        isSandbox
          ? `cluster "${this.name}": what answers at ${this.client.server} is Tutti's sandbox, a simulation. Configure it with kind: sandbox`
          : `cluster "${this.name}": what answers at ${this.client.server} is not Tutti's sandbox, although it is configured with kind: sandbox`,
        'invalid',
        false,
      );
    }
    this.#identified = true;
  }

  /** @throws TargetError when no answer came; an answer of any status is returned. */
  async send(request: ApiRequest, call: TargetCall): Promise<ApiAnswer> {
    await this.identify(call);
    return this.client.send(request, call);
  }

  /** @throws TargetError when it is refused, or no answer came */
  async socket(
    question: Parameters<ApiClient['socket']>[0],
    call: TargetCall,
  ): ReturnType<ApiClient['socket']> {
    await this.identify(call);
    return this.client.socket(question, call);
  }

  /** An answer that comes as it is said; one that is no success comes whole. */
  async open(
    request: ApiRequest,
    call: TargetCall,
  ): Promise<ApiStream | ApiAnswer> {
    await this.identify(call);
    return this.client.open(request, call);
  }
}
