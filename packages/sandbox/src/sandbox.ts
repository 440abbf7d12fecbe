import { Clock, systemClock } from './clock';
import { controllersOf, GarbageCollector, Loop, World } from './controllers';
import { furnishCluster } from './cluster';
import { CallCounter } from './http/calls';
import { Faults } from './http/faults';
import { listen } from './http/server';
import { KindRegistry } from './kinds/registry';
import { Objects } from './objects/objects';
import { FolderJournal } from './persistence/folderJournal';
import { listenForRoutes, RoutesServer } from './routes/listen';
import { Store } from './store/store';

export interface SandboxOptions {
  /** 0 = any free one. */
  port?: number;
  /** Where to listen; anything but a loopback address lets others in. Default 127.0.0.1. */
  host?: string;
  /**
   * Where the addresses of Ingresses and HTTPRoutes answer; a free port when it is in use, 0 = any
   * free one, absent = nowhere.
   */
  routesPort?: number;
  /** Folder in which objects outlive the process; absent = only in memory. */
  data?: string;
  /** Factor on pretended durations: 1 = a healthy pod is ready after about 0.8 s, 0 = at once. */
  pace?: number;
  /** False: only the API answers, nothing moves by itself (as with envtest). Default true. */
  controllers?: boolean;
  clock?: Clock;
  /** Told what went wrong inside, one line each. Default: standard error. */
  onError?(message: string): void;
}

export interface Sandbox {
  /** `http://127.0.0.1:7010` */
  url: string;
  /** The port that was taken in the end. */
  routesPort?: number;
  /** Ends open watches, writes what is left to write and frees the port. */
  close(): Promise<void>;
}

/** Starts a pretended Kubernetes API. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const {
    port = 0,
    host = '127.0.0.1',
    pace = 1,
    clock = systemClock,
  } = options;
  const onError =
    options.onError ?? (message => process.stderr.write(`${message}\n`));
  const journal =
    options.data === undefined ? undefined : new FolderJournal(options.data);
  const store = new Store(journal, journal?.restored);
  const kinds = new KindRegistry(store);
  const objects = new Objects(store, clock);
  const world = new World(objects, kinds, pace);
  const loop = new Loop(world, controllersOf(), error =>
    onError(
      `tutti-sandbox: ${
        error instanceof Error ? error.stack ?? error.message : String(error)
      }`,
    ),
  );
  const garbage = new GarbageCollector(world);
  furnishCluster(world);
  if (options.controllers !== false) {
    loop.start();
    garbage.start();
  }
  let routes: RoutesServer | undefined;
  const stop = async () => {
    await routes?.close();
    loop.stop();
    garbage.stop();
    journal?.close();
  };
  try {
    if (options.routesPort !== undefined)
      routes = await listenForRoutes(store, { host, port: options.routesPort });
    const server = await listen(
      {
        objects,
        kinds,
        calls: new CallCounter(),
        faults: new Faults(),
        streams: new Set(),
        isLocal: /^(localhost|127\.|::1$)/.test(host),
        ...(routes && { routesPort: routes.port }),
      },
      { host, port },
    );
    return {
      url: server.url,
      ...(routes && { routesPort: routes.port }),
      async close() {
        await server.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
