import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { DriverError } from '@tutti/engine';
import { ModuleReference, Modules, ResolvedModule } from '../ModuleReference';
import { ModuleAddress, parseAddress, sourceText } from './address';
import { Fetch, Fetched } from './Fetched';
import { ModuleCache } from './ModuleCache';
import { RegistryModules } from './RegistryModules';

/** A ref that can move is looked at again after so long. */
const MOVING_MS = 60_000;

interface Known {
  digest: string;
  path: string;
  version?: string;
  /** Monotonic; absent: for ever. */
  until?: number;
}

export interface RemoteModulesOptions {
  cache: ModuleCache;
  git: Fetch<Extract<ModuleAddress, { kind: 'git' }>>;
  archives: Fetch<Extract<ModuleAddress, { kind: 'archive' }>>;
  registry: RegistryModules;
}

/**
 * Modules out of Git, archives and registries, kept on disk by the digest of their content. What a definition
 * pins by its digest is fetched once; another content is refused.
 */
export class RemoteModules implements Modules {
  readonly #known = new Map<string, Known>();
  readonly #fetching = new Map<string, Promise<ResolvedModule>>();

  constructor(private readonly options: RemoteModulesOptions) {}

  async resolve(
    reference: ModuleReference,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ResolvedModule> {
    const { source, version, digest } = reference;
    const key = JSON.stringify([source, version, digest]);
    const found =
      (await this.#recall(this.#known.get(key))) ??
      (await this.#pinned(reference));
    if (found) return found;
    // Who asks for the same meanwhile waits for the same; one who gives up does not stop the others.
    let fetching = this.#fetching.get(key);
    if (!fetching) {
      const { signal: own } = new AbortController();
      fetching = this.#fetch(key, reference, own).finally(() =>
        this.#fetching.delete(key),
      );
      this.#fetching.set(key, fetching);
    }
    return whileWanted(fetching, signal);
  }

  async #recall(known: Known | undefined): Promise<ResolvedModule | undefined> {
    if (!known) return undefined;
    const { digest, path, version, until } = known;
    if (until !== undefined && until < performance.now()) return undefined;
    const folder = await this.options.cache.find(digest);
    return folder
      ? { folder, path, digest, ...(version !== undefined && { version }) }
      : undefined;
  }

  /** What its digest names is at hand, wherever it came from. */
  async #pinned({
    source,
    version,
    digest,
  }: ModuleReference): Promise<ResolvedModule | undefined> {
    if (digest === undefined) return undefined;
    const address = parseAddress(source);
    // Where the registry says that it is, a folder may be named as well.
    if (address.kind === 'registry') return undefined;
    const folder = await this.options.cache.find(digest);
    return folder && isModule(folder, address.path)
      ? {
          folder,
          path: address.path,
          digest,
          ...(version !== undefined && { version }),
        }
      : undefined;
  }

  async #fetch(
    key: string,
    reference: ModuleReference,
    signal: AbortSignal,
  ): Promise<ResolvedModule> {
    const { source, version, digest: pinned } = reference;
    const fetched = await this.#fetchTree(source, version, signal);
    const { digest, folder } = await this.options.cache.put(fetched.tree);
    const { path } = fetched;
    const named = sourceText(source);
    if (pinned !== undefined && pinned !== digest) {
      throw new DriverError(
        `The module "${named}" has the digest ${digest}, not ${pinned}.`,
      );
    }
    if (!isModule(folder, path)) {
      throw new DriverError(`The module "${named}" has no folder "${path}".`);
    }
    const exact = fetched.version ?? version;
    const isFixed = fetched.fixed || pinned !== undefined;
    this.#known.set(key, {
      digest,
      path,
      ...(exact !== undefined && { version: exact }),
      ...(!isFixed && { until: performance.now() + MOVING_MS }),
    });
    return {
      folder,
      path,
      digest,
      ...(exact !== undefined && { version: exact }),
    };
  }

  async #fetchTree(
    source: string,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Fetched & { path: string }> {
    const address = parseAddress(source);
    if (address.kind !== 'registry') {
      if (version === undefined) return this.#fetchPlace(address, signal);
      throw new DriverError(
        `The module "${sourceText(
          source,
        )}" is not in a registry: its version is its ref, or its digest.`,
      );
    }
    const located = await this.options.registry.locate(
      address,
      version,
      signal,
    );
    const place = parseAddress(located.place);
    if (place.kind === 'registry') {
      throw new DriverError(
        `The registry says that "${sourceText(
          source,
        )}" is in a registry again, and not where it is.`,
      );
    }
    const found = await this.#fetchPlace(place, signal);
    return {
      ...found,
      path: [found.path, address.path].filter(Boolean).join('/'),
      version: located.version,
      // A version of a registry is published once; what fits a constraint may be another one tomorrow.
      fixed: located.version === version,
    };
  }

  async #fetchPlace(
    address: Exclude<ModuleAddress, { kind: 'registry' }>,
    signal: AbortSignal,
  ): Promise<Fetched & { path: string }> {
    const { git, archives } = this.options;
    const fetched =
      address.kind === 'git'
        ? await git.fetch(address, signal)
        : await archives.fetch(address, signal);
    return { ...fetched, path: address.path };
  }
}

function isModule(folder: string, path: string): boolean {
  return existsSync(join(folder, path));
}

function whileWanted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', give));
  });
}
