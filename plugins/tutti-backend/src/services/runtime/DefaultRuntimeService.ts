import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  isObject,
  isSecretObject,
  JsonObject,
  JsonValue,
  LogLine,
  mapContents,
  mask,
  Redactor,
  Secret,
  TargetError,
} from '@tutti/engine';
import {
  Allowed,
  RuntimeLook,
  RuntimeNode,
  RuntimePage,
  RuntimeQuery,
} from '@tutti/plugin-tutti-common';
import { EnvironmentRecord, Store } from '../../store';
import {
  callWithin,
  HealthObserver,
  redactorFor,
  summariseRuntime,
} from '../health';
import { Lookup, Place } from '../Lookup';
import { lookedAt } from '../previews/looks';
import { Caller, EnvironmentPath } from '../types';
import { EnvironmentViews } from '../views';
import { readNodeCursor, writeNodeCursor } from './cursor';
import { containerIn, gone, nodeIn } from './containerIn';
import { countNodes, filterNodes, nodesBelow } from './nodes';
import { Look } from './LiveEnvironment';
import { Outlook } from './Outlook';
import { Lineages } from './Lineages';
import { LogInput, RuntimePath, RuntimeService } from './types';
import { View } from './View';

/** A reader that is still there asks again from the last line on. */
const FOLLOWED_MS = 5 * 60_000;
/** A tree does not wait longer for the causes beside it. */
const HEALTH_WITHIN_MS = 5_000;

export class DefaultRuntimeService implements RuntimeService {
  constructor(
    private readonly options: {
      store: Store;
      outlook: Outlook;
      lineages: Lineages;
      views: EnvironmentViews;
      health: HealthObserver;
      /** Whether the portal's operators switched them on. */
      hasTerminals: boolean;
      platformSecrets: Record<string, Secret>;
    },
  ) {}

  async objects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
  ) {
    const place = await this.#place(path);
    await lookedAt(this.options.store, place, caller);
    const look = await this.options.outlook.of(place.environment).then(
      (view): Look => ({ ok: true, view }),
      (error): Look => ({ ok: false, error }),
    );
    return this.#page(place, look, query);
  }

  async followObjects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
    signal: AbortSignal,
  ) {
    const place = await this.#place(path);
    await lookedAt(this.options.store, place, caller);
    const { outlook, health } = this.options;
    const ends = AbortSignal.any([signal, AbortSignal.timeout(FOLLOWED_MS)]);
    const looks = outlook.follow(place.environment, ends);
    // What nobody could look at at all is an error, not a stream.
    const { value: first } = await looks.next();
    const asSeen = async (look: Look): Promise<RuntimeLook> => ({
      page: await this.#page(place, look, query),
      workloads: summariseRuntime(
        await health.observe(place.environment, HEALTH_WITHIN_MS),
      ).workloads,
    });
    try {
      const firstSeen = first && (await asSeen(first));
      return (async function* each() {
        if (firstSeen) yield firstSeen;
        for await (const look of looks) yield asSeen(look);
        // It is not over: a reader that is still there asks again.
        ends.throwIfAborted();
      })();
    } catch (error) {
      await looks.return(undefined);
      throw error;
    }
  }

  async #page(
    place: Place,
    look: Look,
    query: RuntimeQuery & { limit: number },
  ): Promise<RuntimePage> {
    // The page stands, and says so where the tree would be.
    if (!look.ok && !(look.error instanceof TargetError)) throw look.error;
    const view = look.ok ? look.view : undefined;
    const error = look.ok
      ? undefined
      : await this.#inWords(place.environment, look.error);
    const nodes = view?.nodes ?? [];
    const found = filterNodes(nodes, query);
    const after = readNodeCursor(query.cursor);
    const rest = found.filter(({ key }) => key > after);
    const items = rest.slice(0, query.limit);
    return {
      items: items.map(({ node }) => node),
      ...(rest.length > items.length && {
        next: writeNodeCursor(items[items.length - 1].key),
      }),
      found: found.length,
      counts: countNodes(nodes),
      observedAt: view?.observedAt ?? new Date().toISOString(),
      simulated: view
        ? view.target.simulated
        : (await this.options.views.one(place)).simulated,
      ...(error !== undefined && { error }),
    };
  }

  async object(path: RuntimePath) {
    const { view, node } = await this.#node(path);
    const { apiVersion, kind, namespace, name } = node;
    const ref = { apiVersion, kind, ...(namespace && { namespace }), name };
    const live = await this.#ask(path, () =>
      view.target.observe([ref], callWithin()),
    );
    // Another one may have its name by now.
    const object = live.find(({ uid }) => uid === path.uid);
    if (!object) throw gone(path.uid);
    const { managedFields: _, ...metadata } = mapOf(object.content.metadata);
    const redactor = await view.redactor();
    const content = { ...object.content, apiVersion, kind, metadata };
    return {
      object: node,
      content: shown(content, redactor),
      managers: view.reader.managers(object),
      ...(this.options.hasTerminals &&
        node.kind === 'Pod' && { terminal: terminalIn(view) }),
    };
  }

  async lineage(path: RuntimePath) {
    const { view, node } = await this.#node(path);
    let root = node;
    for (let above = rootAbove(view, root); above; ) {
      root = above;
      above = rootAbove(view, root);
    }
    const { apiVersion, kind, namespace, name } = root;
    const ref = { apiVersion, kind, ...(namespace && { namespace }), name };
    const [live] = await this.#ask(path, () =>
      view.target.observe([ref], callWithin()),
    );
    return this.options.lineages.of(
      await this.#place(path),
      root,
      live?.content,
    );
  }

  async events(
    path: EnvironmentPath,
    { uid, limit }: { uid?: string; limit: number },
  ) {
    const { environment } = await this.#place(path);
    const view = await this.#ask(path, () =>
      this.options.outlook.of(environment),
    );
    if (!view) return { items: [] };
    const about = new Map(
      (uid === undefined ? view.nodes : nodesBelow(view.nodes, uid)).map(
        ({ node }) => [node.uid, node],
      ),
    );
    const namespaces = new Set(
      [...about.values()].flatMap(({ namespace }) => namespace ?? []),
    );
    const events = await this.#ask(path, () =>
      view.reader.events([...namespaces], callWithin()),
    );
    const redactor = await view.redactor();
    return {
      items: events
        .flatMap(({ about: subject, ...event }) => {
          const node = about.get(subject);
          return node ? [{ ...event, node }] : [];
        })
        .sort((a, b) => b.at.localeCompare(a.at))
        .slice(0, limit)
        .map(({ node, ...event }) => ({
          ...event,
          reason: redactor.text(event.reason),
          message: redactor.text(event.message),
          uid: node.uid,
          kind: node.kind,
          name: node.name,
        })),
    };
  }

  async log(path: RuntimePath, input: LogInput) {
    const { view, node } = await this.#node(path);
    const query = { ...input, ...containerIn(node, input.container, 'log') };
    const lines = await this.#ask(path, () =>
      view.reader.log(query, callWithin()),
    );
    return { lines: hushed(lines, await view.redactor()) };
  }

  async follow(
    path: RuntimePath,
    input: LogInput,
    caller: Caller,
    signal: AbortSignal,
  ) {
    await lookedAt(this.options.store, await this.#place(path), caller);
    const { view, node } = await this.#node(path);
    const query = { ...input, ...containerIn(node, input.container, 'log') };
    const redactor = await view.redactor();
    const lines = await this.#ask(path, () =>
      view.reader.follow(query, callWithin(FOLLOWED_MS, signal)),
    );
    return hushedLines(lines, redactor);
  }

  async #place(path: EnvironmentPath) {
    return new Lookup(this.options.store).place(path);
  }

  async #node(path: RuntimePath): Promise<{ view: View; node: RuntimeNode }> {
    const { environment } = await this.#place(path);
    const view = await this.#ask(path, () =>
      this.options.outlook.of(environment),
    );
    if (!view) throw gone(path.uid);
    return { view, node: nodeIn(view, path.uid) };
  }

  /** @throws NotFoundError, ServiceUnavailableError: what the cluster said, without any secret */
  async #ask<Answer>(
    path: EnvironmentPath,
    question: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      const { environment } = await this.#place(path);
      const message = await this.#inWords(environment, error);
      throw error.code === 'notFound'
        ? new NotFoundError(message)
        : new ServiceUnavailableError(message);
    }
  }

  async #inWords(
    environment: EnvironmentRecord,
    error: Error,
  ): Promise<string> {
    const { store, platformSecrets } = this.options;
    const redactor = await redactorFor(store, { environment, platformSecrets });
    return redactor.text(error.message);
  }
}

function rootAbove(view: View, { parent }: RuntimeNode) {
  return parent === undefined
    ? undefined
    : view.nodes.find(({ node }) => node.uid === parent)?.node;
}

function terminalIn({ target }: View): Allowed {
  return target.simulated
    ? { allowed: false, reason: 'Pods are simulated: nothing runs in them' }
    : { allowed: true };
}

function shown(content: JsonObject, redactor: Redactor): JsonObject {
  const hidden = isSecretObject(content)
    ? mapContents(content, value =>
        typeof value === 'string' ? new Secret(value) : value,
      )
    : content;
  return mapOf(mask(redactor.foreign(hidden, undefined)));
}

function mapOf(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

function hushed(lines: LogLine[], redactor: Redactor): LogLine[] {
  return lines.map(({ at, text }) => ({ at, text: redactor.text(text) }));
}

async function* hushedLines(
  lines: AsyncIterable<LogLine[]>,
  redactor: Redactor,
): AsyncIterable<LogLine[]> {
  for await (const some of lines) yield hushed(some, redactor);
}
