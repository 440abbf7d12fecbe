import { TargetCall, TargetError } from '@tutti/engine';
import { ApiAnswer, ApiClient, ApiRequest } from './ApiClient';
import { DescribedShapes } from './DescribedShapes';
import { Discovery } from './Discovery';
import { refusalError } from './errors';
import { textAt } from './json';

/** What the sandbox's `/version` carries in `gitVersion`. */
const SANDBOX_MARK = 'tutti-sandbox';

/** One configured cluster, shared by all its namespaces. */
export class Cluster {
  readonly discovery: Discovery;
  readonly shapes = new DescribedShapes();
  #identified = false;

  constructor(
    private readonly client: ApiClient,
    /** What the configuration says; checked against the cluster before its first use. */
    readonly simulated: boolean,
  ) {
    this.discovery = new Discovery(client);
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
}
