import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { JsonObject } from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { ApiServer, startApiServer } from '@tutti/kubernetes/testing';
import { Sandbox } from '@tutti/sandbox';

/** A cluster as somebody else sees it: past the code under test. */
export interface ElsewhereCalls {
  /** @returns undefined where nothing is */
  read(path: string): Promise<JsonObject | undefined>;
  /** @throws Error unless it is made, or there already */
  make(path: string, body: JsonObject): Promise<void>;
  /**
   * A merge patch as this field manager.
   *
   * @throws Error unless it is done
   */
  change(path: string, body: JsonObject, manager: string): Promise<void>;
}

/** The folder of `KUBEBUILDER_ASSETS`; undefined, loudly, when it lacks what is needed. */
export function apiServerAssets(what: string): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  const needed = ['etcd', 'kube-apiserver'];
  if (assets && needed.every(name => existsSync(join(assets, name)))) {
    return assets;
  }
  process.stderr.write(
    `SKIPPED: ${what} NOT tested on a real control plane. Set KUBEBUILDER_ASSETS to a folder with ${needed.join(
      ' and ',
    )}.\n`,
  );
  return undefined;
}

export function callsOfSandbox({ url }: Sandbox): ElsewhereCalls {
  return callsBy(async (method, path, body, contentType) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': contentType ?? 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  });
}

/** A real API server; nobody drives deployments there, so each is told to be ready. */
export async function startRealCluster(assets: string): Promise<{
  /** Under `tutti.clusters`. */
  config: JsonObject;
  calls: ElsewhereCalls;
  stop(): Promise<void>;
}> {
  const server = await startApiServer(assets);
  let stopped = false;
  const driving = (async () => {
    while (!stopped) {
      await driveDeployments(server);
      await pause(50);
    }
  })();
  return {
    config: { kind: 'kubeconfig', file: server.kubeconfig },
    calls: callsBy((method, path, body, contentType) =>
      server.ask({
        method,
        path,
        ...(body && { body }),
        ...(contentType !== undefined && { contentType }),
      }),
    ),
    async stop() {
      stopped = true;
      await driving;
      await server.stop();
    },
  };
}

async function driveDeployments(server: ApiServer): Promise<void> {
  const root = '/apis/apps/v1';
  const { text } = await server.ask({
    method: 'GET',
    path: `${root}/deployments`,
  });
  const { items }: { items: DeploymentHead[] } = JSON.parse(text);
  for (const { metadata, status } of items) {
    if (status?.observedGeneration !== metadata.generation) {
      const { name, namespace, generation } = metadata;
      await server.ask({
        method: 'PATCH',
        path: `${root}/namespaces/${namespace}/deployments/${name}/status`,
        contentType: 'application/merge-patch+json',
        body: {
          status: {
            observedGeneration: generation,
            replicas: 1,
            updatedReplicas: 1,
            readyReplicas: 1,
            availableReplicas: 1,
          },
        },
      });
    }
  }
}

interface DeploymentHead {
  metadata: { name: string; namespace: string; generation: number };
  status?: { observedGeneration?: number };
}

function callsBy(
  send: (
    method: string,
    path: string,
    body?: JsonObject,
    contentType?: string,
  ) => Promise<{ status: number; body: unknown }>,
): ElsewhereCalls {
  return {
    async read(path) {
      const { status, body } = await send('GET', path);
      return status === 200 ? JSON.parse(JSON.stringify(body)) : undefined;
    },
    async make(path, body) {
      const { status } = await send('POST', path, body);
      // It may be there from the start.
      if (status !== 201 && status !== 409) {
        throw new Error(`POST ${path}: ${status}`);
      }
    },
    async change(path, body, manager) {
      const { status } = await send(
        'PATCH',
        `${path}?fieldManager=${manager}`,
        body,
        'application/merge-patch+json',
      );
      if (status !== 200) {
        throw new Error(`PATCH ${path}: ${status}`);
      }
    },
  };
}
