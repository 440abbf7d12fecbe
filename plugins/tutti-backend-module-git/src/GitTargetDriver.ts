import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { GitPlace, Target } from '@tutti/engine';
import { isClusterWide } from '@tutti/kubernetes';
import {
  ConfiguredCluster,
  KubernetesTargetDriver,
  openConfiguredCluster,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { Actor, TargetDriver } from '@tutti/plugin-tutti-node';
import { ClusterSecrets } from './ClusterSecrets';
import { GitConfig } from './config';
import { DRIVER_NAME, GitTarget, Kinds } from './GitTarget';
import { cdHealth, committed, HealthSource } from './health';
import { awaitingMerge, HostOf, Proposal } from './pullRequests';
import { Repository } from './Repository';
import { SignIn } from './signIn';
import { Turns } from './Turns';

export interface GitTargetOptions {
  /** For copies of repositories; made when it is first needed. */
  folder: string;
  author: GitConfig['author'];
  signIn: SignIn;
  /** Of mode `pullRequest`. */
  hostOf: HostOf;
  /** Address of the portal, for links to it. */
  portal?: string;
  /** Of `tutti.clusters`. */
  clusters: KubernetesTargetDriver;
  openCluster(name: string): Promise<ConfiguredCluster>;
  now?(): number;
}

/** Opens folders of repositories; one copy of each repository, and one line for each of its branches. */
export class GitTargetDriver implements TargetDriver {
  readonly name = DRIVER_NAME;
  readonly #repositories = new Map<string, Repository>();
  readonly #clusters = new Map<string, Promise<ConfiguredCluster>>();
  readonly #turns = new Map<string, Turns>();
  readonly #proposals = new Map<string, Proposal>();

  constructor(private readonly options: GitTargetOptions) {}

  static of(
    config: Config,
    options: Omit<GitTargetOptions, 'openCluster'>,
  ): GitTargetDriver {
    return new GitTargetDriver({
      ...options,
      openCluster: name => openConfiguredCluster(config, name),
    });
  }

  /** None of its own: those of `tutti.clusters` are the Kubernetes target's. */
  clusters(): [] {
    return [];
  }

  /** @throws InputError where the Target file does not say enough. */
  async open({
    cluster,
    namespace,
    actor,
    git: place,
  }: {
    cluster: string;
    namespace: string;
    actor?: Actor;
    git?: GitPlace;
  }): Promise<Target> {
    if (!place) {
      throw new InputError(
        `${cluster} is of driver git, and its Target file does not say where it writes. Give it spec.git.repository`,
      );
    }
    const repository = this.#repository(place.repository);
    const proposal = this.#proposalOf(place);
    const health = this.#health(cluster, place, repository);
    const target = new GitTarget({
      cluster,
      namespace,
      place,
      repository,
      turns: this.#turnsOf(repository, place),
      ...(proposal && { proposal }),
      kinds: await this.#kinds(cluster, namespace),
      health: proposal
        ? awaitingMerge({ place, repository, proposal, merged: health })
        : health,
    });
    if (place.secrets !== 'cluster') return target;
    const { clusters } = this.options;
    return new ClusterSecrets(
      target,
      await clusters.open({ cluster, namespace, ...(actor && { actor }) }),
    );
  }

  #repository(url: string): Repository {
    const known = this.#repositories.get(url);
    if (known) return known;
    const { folder, signIn, author, now = Date.now } = this.options;
    const name = createHash('sha256').update(url).digest('hex').slice(0, 20);
    const repository = new Repository(url, {
      folder: join(folder, name),
      signIn,
      author,
      now,
    });
    this.#repositories.set(url, repository);
    return repository;
  }

  #turnsOf(
    repository: Repository,
    { mode, branch, proposal }: GitPlace,
  ): Turns {
    const key = `${repository.url} ${mode === 'direct' ? branch : proposal}`;
    const turns =
      this.#turns.get(key) ?? new Turns(repository, this.options.portal);
    this.#turns.set(key, turns);
    return turns;
  }

  #proposalOf({
    repository,
    mode,
    branch: into,
    proposal: from,
  }: GitPlace): Proposal | undefined {
    if (mode !== 'pullRequest') return undefined;
    const key = [repository, from, into].join(' ');
    const { hostOf, now = Date.now } = this.options;
    const proposal =
      this.#proposals.get(key) ??
      new Proposal(hostOf(repository), { from, into }, now);
    this.#proposals.set(key, proposal);
    return proposal;
  }

  /** Of the cluster that it will run in, where it can be asked. */
  async #kinds(cluster: string, namespace: string): Promise<Kinds> {
    const { clusters } = this.options;
    return clusters.clusters().some(({ name }) => name === cluster)
      ? clusters.open({ cluster, namespace })
      : {
          isNamespaced: async (apiVersion, kind) =>
            !isClusterWide(apiVersion, kind),
        };
  }

  #cluster(name: string): Promise<ConfiguredCluster> {
    const opened = this.#clusters.get(name) ?? this.options.openCluster(name);
    this.#clusters.set(name, opened);
    // A kubeconfig that could not be read may be there next time.
    opened.catch(() => this.#clusters.delete(name));
    return opened;
  }

  #health(
    cluster: string,
    place: GitPlace,
    repository: Repository,
  ): HealthSource {
    const { health, mode, branch, path } = place;
    if (health.tool === 'none' || mode === 'branch') return committed;
    const { tool } = health;
    return async (refs, call) =>
      cdHealth({ ...health, tool }, this.#cluster(cluster), async commit => {
        const head = (await repository.tips([branch])).get(branch);
        return (
          commit === head ||
          (head !== undefined &&
            /^[0-9a-f]{40,64}$/.test(commit) &&
            (await repository.has(commit)) &&
            (await repository.treeOf(commit, path)) ===
              (await repository.treeOf(head, path)))
        );
      })(refs, call);
  }
}
