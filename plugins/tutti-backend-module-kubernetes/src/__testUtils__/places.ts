import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  JsonObject,
  JsonValue,
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectRef,
  refOf,
  Target,
  TargetCall,
} from '@tutti/engine';
import { startSandbox } from '@tutti/sandbox';
import { ClusterConfig } from '../config';
import { KubernetesTargetDriver } from '../KubernetesTargetDriver';
import { startControlPlane } from './controlPlane';
import { namespaceOf } from './manifests';
import { startPretendedNode } from './pretendedNode';

/** Somewhere to run the contract of a target against. */
interface Place {
  cluster: ClusterConfig;
  /** Somebody else's request, past the code under test. */
  ask(method: string, path: string, body?: JsonObject): Promise<JsonValue>;
  stop(): Promise<void>;
}

const CALL: TargetCall = {
  signal: new AbortController().signal,
  timeoutMs: 10_000,
};

/** One test's own namespace in a place, and the usual questions about it. */
export class Site {
  readonly call = CALL;

  constructor(
    readonly target: Target,
    readonly ask: Place['ask'],
    readonly driver: KubernetesTargetDriver,
  ) {}

  /** Another namespace of the same cluster, not made yet. */
  neighbour(namespace: string): Promise<Target> {
    return this.driver.open({ cluster: this.target.cluster, namespace });
  }

  create(manifest: Manifest): Promise<LiveObject> {
    return this.target.apply(manifest, 'absent', this.call);
  }

  async read(ref: ObjectRef): Promise<LiveObject> {
    const [live] = await this.target.observe([ref], this.call);
    return live;
  }

  healthOf(manifest: Manifest): Promise<ObjectHealth> {
    return healthWhen(this.target, manifest, () => true);
  }

  health(
    manifest: Manifest,
    satisfies: (health: ObjectHealth) => boolean,
  ): Promise<ObjectHealth> {
    return healthWhen(this.target, manifest, satisfies);
  }
}

/** The first health that satisfies; fails the test after 20 s without one. */
export async function healthWhen(
  target: Target,
  manifest: Manifest,
  satisfies: (health: ObjectHealth) => boolean,
): Promise<ObjectHealth> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const [health] = await target.health([refOf(manifest)], CALL);
    if (satisfies(health)) return health;
    if (performance.now() > deadline) {
      throw new Error(`not within 20 s: ${JSON.stringify(health)}`);
    }
    await pause(20);
  }
}

async function startSandboxPlace(): Promise<Place> {
  const sandbox = await startSandbox({ port: 0, pace: 0.1 });
  return {
    cluster: {
      name: 'here',
      access: { kind: 'sandbox', url: sandbox.url },
    },
    async ask(method, url, body) {
      const response = await fetch(sandbox.url + url, {
        method,
        headers: {
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    stop: () => sandbox.close(),
  };
}

/** The real one. Its pods' statuses are pretended, everything else is as in production. */
async function startRealPlace(assets: string): Promise<Place> {
  const plane = await startControlPlane(assets);
  const node = startPretendedNode(plane);
  return {
    cluster: {
      name: 'here',
      access: { kind: 'kubeconfig', file: plane.kubeconfig },
    },
    ask: plane.ask,
    async stop() {
      await node.stop();
      await plane.stop();
    },
  };
}

/** The folder of `KUBEBUILDER_ASSETS`; undefined, loudly, when it lacks what is needed. */
export function controlPlaneAssets(): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  const needed = ['etcd', 'kube-apiserver', 'kube-controller-manager'];
  if (assets && needed.every(name => existsSync(path.join(assets, name)))) {
    return assets;
  }
  process.stderr.write(
    `SKIPPED: the Kubernetes target was NOT tested against a real control plane. Set KUBEBUILDER_ASSETS to a folder with ${needed.join(
      ', ',
    )}.\n`,
  );
  return undefined;
}

const SANDBOX = 'the sandbox';
const REAL = 'a real control plane';

/** What is tested in one place alone, and why the other cannot have it. */
type Only = (because: string, define: () => void) => void;

/** For what needs a control plane of its own; `because`: why the sandbox cannot have it. */
export function describeReal(
  because: string,
  define: (assets: string) => void,
): void {
  const assets = controlPlaneAssets();
  const describeHere = assets ? describe : describe.skip;
  describeHere(`on ${REAL}`, () => {
    describe(`alone: ${because}`, () => {
      define(assets ?? '');
    });
  });
}

/**
 * Defines the same tests for the sandbox and for a real control plane. `site` is, within a
 * test, that test's own.
 */
export function describePlaces(
  define: (
    site: () => Site,
    place: { isReal: boolean; onlyReal: Only; onlySandbox: Only },
  ) => void,
): void {
  const assets = controlPlaneAssets();
  for (const name of [SANDBOX, REAL]) {
    const isReal = name === REAL;
    const describePlace = isReal && !assets ? describe.skip : describe;
    describePlace(`on ${name}`, () => {
      let place: Place | undefined;
      let driver: KubernetesTargetDriver;
      let site: Site;
      let count = 0;

      beforeAll(async () => {
        place = await (isReal
          ? startRealPlace(assets ?? '')
          : startSandboxPlace());
        driver = new KubernetesTargetDriver([place.cluster]);
      }, 120_000);
      afterAll(() => place?.stop(), 30_000);
      beforeEach(async () => {
        if (!place) throw new Error('the place did not start');
        count += 1;
        const namespace = `test-${count}`;
        const target = await driver.open({ cluster: 'here', namespace });
        site = new Site(target, place.ask, driver);
        await site.create(namespaceOf(target));
      });

      const only =
        (here: boolean): Only =>
        (because, defineHere) =>
          (here ? describe : describe.skip)(`alone: ${because}`, defineHere);
      define(() => site, {
        isReal,
        onlyReal: only(isReal),
        onlySandbox: only(!isReal),
      });
    });
  }
}
