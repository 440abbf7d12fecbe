import { setTimeout as pause } from 'node:timers/promises';
import { TargetCall, TargetError } from '@tutti/engine';
import { ApiAnswer, ApiClient, ApiRequest } from '../ApiClient';
import { pathOf, ServedKind } from '../Discovery';
import { refusalError } from '../errors';
import { numberAt, textAt } from '../json';
import { METADATA, METADATA_LIST } from '../metadataOnly';
import { watchEvents } from './watchEvents';

/** The API server ends a watch after so long; the next goes on where it stood. */
const WATCHED_S = 300;
/** A watch that is older is one that nobody ended properly. */
const LONGEST_MS = (WATCHED_S + 30) * 1000;
const LIST_TIMEOUT_MS = 10_000;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What a watch asks. */
export type Watched = Pick<ApiClient, 'send' | 'open'> & { name: string };

export interface Listener {
  changed(): void;
  /** Nobody may watch this, or nobody more. */
  refused(error: unknown): void;
}

/**
 * Follows the objects of one kind in one namespace and says that something changed; it keeps nothing of
 * them. Whoever is told looks for themselves.
 */
export class KindWatch {
  readonly listeners = new Set<Listener>();
  readonly #over = new AbortController();

  constructor(
    private readonly cluster: Watched,
    private readonly served: ServedKind,
    private readonly namespace: string,
  ) {}

  /** Resolves when it was stopped, or may not watch. */
  async run(): Promise<void> {
    const { signal } = this.#over;
    let version: string | undefined;
    let failures = 0;
    while (!signal.aborted) {
      try {
        version ??= await this.#newestVersion();
        if (failures > 0) this.#tell();
        failures = 0;
        version = await this.#follow(version);
        // What came between is not known any more: whoever looks begins anew.
        if (version === undefined) this.#tell();
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof TargetError) || isFinal(error)) {
          for (const { refused } of [...this.listeners]) refused(error);
          return;
        }
        version = undefined;
        failures += 1;
        this.#tell();
        await pause(pauseAfter(failures), undefined, { signal, ref: false })
          // Stopped meanwhile.
          .catch(() => {});
      }
    }
  }

  stop(): void {
    this.#over.abort();
  }

  #tell(): void {
    for (const { changed } of this.listeners) changed();
  }

  /** The version of the list as it is now: the watch begins there. */
  async #newestVersion(): Promise<string | undefined> {
    const request = this.#request({ limit: '1' }, 'list');
    const answer = await this.cluster.send(
      request,
      this.#call(LIST_TIMEOUT_MS),
    );
    if (answer.status !== 200) throw this.#refused(request, answer);
    return textAt(answer.body, 'metadata', 'resourceVersion');
  }

  /** @returns where to go on; undefined when it has to begin anew */
  async #follow(from: string | undefined): Promise<string | undefined> {
    let version = from;
    const request = this.#request(
      {
        watch: 'true',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(WATCHED_S),
        ...(from !== undefined && { resourceVersion: from }),
      },
      'watch',
    );
    const answer = await this.cluster.open(request, this.#call(LONGEST_MS));
    if ('text' in answer) {
      if (answer.status === 410) return undefined;
      throw this.#refused(request, answer);
    }
    for await (const { type, object } of watchEvents(answer.chunks)) {
      if (type === 'ERROR') {
        if (numberAt(object, 'code') === 410) return undefined;
        throw this.#refused(request, {
          status: numberAt(object, 'code') ?? 500,
          headers: {},
          text: '',
          body: object,
        });
      }
      version = textAt(object, 'metadata', 'resourceVersion') ?? version;
      if (type !== 'BOOKMARK') this.#tell();
    }
    return version;
  }

  #request(query: Record<string, string>, verb: 'list' | 'watch'): ApiRequest {
    return {
      method: 'GET',
      path: pathOf(this.served, this.namespace),
      query,
      // Nobody reads more of them here than the versions, and of Secrets nobody should.
      accept: verb === 'watch' ? METADATA : METADATA_LIST,
      deed: `${verb} ${this.served.plural} in ${this.namespace}`,
    };
  }

  #call(timeoutMs: number): TargetCall {
    return { signal: this.#over.signal, timeoutMs };
  }

  #refused({ deed }: ApiRequest, answer: ApiAnswer): TargetError {
    return refusalError({ cluster: this.cluster.name, deed }, answer);
  }
}

/** A kind that is not served (any more), or an account that lacks the right. */
function isFinal({ code }: TargetError): boolean {
  return code === 'forbidden' || code === 'notFound' || code === 'invalid';
}

/** Not all replicas, and not all watches of one, come back at the same moment. */
function pauseAfter(failures: number): number {
  const longest = Math.min(
    FIRST_PAUSE_MS * 2 ** (failures - 1),
    LONGEST_PAUSE_MS,
  );
  return longest * (0.5 + Math.random() / 2);
}
