import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  GitPlace,
  JsonObject,
  Manifest,
  refOf,
  Secret,
  Target,
} from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { ApiServer, startApiServer } from '@tutti/kubernetes/testing';
import { openKubernetesTargets } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { GitHost, startGitHost } from './__testUtils__/gitHost';
import { GitTargetDriver } from './GitTargetDriver';
import { hostsBy } from './pullRequests';
import { signInBy } from './signIn';

const assets = process.env.KUBEBUILDER_ASSETS;
const isThere = assets && existsSync(join(assets, 'kube-apiserver'));
if (!isThere) {
  process.stderr.write(
    'SKIPPED: the health of Argo CD and Flux is NOT tested on a real control plane. Set KUBEBUILDER_ASSETS.\n',
  );
}

const call = () => ({
  signal: new AbortController().signal,
  timeoutMs: 30_000,
});

const WEB: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop-dev' },
};

/** The least of a CD tool's own definition that an API server takes. */
function definition(
  group: string,
  version: string,
  kind: string,
  plural: string,
): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}

(isThere ? describe : describe.skip)('on a real control plane', () => {
  let host: GitHost;
  let server: ApiServer;
  let folder: string;
  let driver: GitTargetDriver;

  beforeAll(async () => {
    host = await startGitHost();
    folder = await mkdtemp(join(tmpdir(), 'tutti-git-health-'));
    server = await startApiServer(assets ?? '');
    const config = new ConfigReader({
      tutti: {
        clusters: [
          { name: 'live', kind: 'kubeconfig', file: server.kubeconfig },
        ],
      },
    });
    const { username, password } = host;
    driver = GitTargetDriver.of(config, {
      folder,
      author: { name: 'Tutti', email: 'tutti@example.com' },
      signIn: signInBy(
        {
          credentials: new Map([
            [host.host, { username, password: new Secret(password) }],
          ]),
        },
        ScmIntegrations.fromConfig(config),
      ),
      hostOf: hostsBy(ScmIntegrations.fromConfig(config)),
      clusters: openKubernetesTargets(config),
    });
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    await host?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function make(path: string, body: JsonObject): Promise<void> {
    const end = Date.now() + 60_000;
    for (;;) {
      const { status, text } = await server.ask({ method: 'POST', path, body });
      if (status === 201 || status === 409) return;
      // A kind that was just defined is not served at once.
      if (status !== 404 || Date.now() > end) throw new Error(text);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async function open(
    repository: string,
    tool: GitPlace['health']['tool'],
  ): Promise<Target> {
    await host.create(repository, { a: '' });
    return driver.open({
      cluster: 'live',
      namespace: 'shop-dev',
      git: {
        repository: host.urlOf(repository),
        branch: 'main',
        path: 'shop/dev',
        mode: 'direct',
        proposal: 'tutti/shop/dev',
        health: { tool, name: 'shop-dev', namespace: 'default' },
      },
    });
  }

  async function deliver(target: Target): Promise<string> {
    const { where } = (await target.deliver?.(
      {
        apply: [{ manifest: WEB, precondition: 'absent' }],
        release: [],
        remove: [],
        about: {
          application: 'shop',
          environment: 'dev',
          release: 'r1',
          plan: 'p1',
        },
      },
      call(),
    )) ?? { where: '' };
    return /commit (\w+)/.exec(where)?.[1] ?? '';
  }

  async function told(target: Target): Promise<string> {
    const [{ status, message }] = await target.health([refOf(WEB)], call());
    return `${status}: ${message}`;
  }

  it.each([
    {
      tool: 'argocd' as const,
      kind: 'Application',
      apiVersion: 'argoproj.io/v1alpha1',
      plural: 'applications',
      status: (commit: string): JsonObject => ({
        sync: { status: 'Synced', revision: commit },
        resources: [
          {
            group: 'apps',
            kind: 'Deployment',
            namespace: 'shop-dev',
            name: 'web',
            status: 'Synced',
            health: { status: 'Healthy' },
          },
        ],
      }),
    },
    {
      tool: 'flux' as const,
      kind: 'Kustomization',
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      plural: 'kustomizations',
      status: (commit: string): JsonObject => ({
        lastAppliedRevision: `main@sha1:${commit}`,
        lastAttemptedRevision: `main@sha1:${commit}`,
        conditions: [{ type: 'Ready', status: 'True', message: 'Applied' }],
      }),
    },
  ])(
    '$tool: healthy when it has brought the folder, at whatever commit',
    async ({ tool, kind, apiVersion, plural, status }) => {
      const [group, version] = apiVersion.split('/');
      const target = await open(tool, tool);
      const before = await host.git(tool, 'rev-parse', 'main');
      await deliver(target);
      expect(await target.isNamespaced('apps/v1', 'Deployment')).toBe(true);
      expect(await told(target)).toMatch(/^missing: .* has no /);

      await make(
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        definition(group, version, kind, plural),
      );
      const path = `/apis/${apiVersion}/namespaces/default/${plural}`;
      await make(path, {
        apiVersion,
        kind,
        metadata: { name: 'shop-dev' },
        status: status(before),
      });
      expect(await told(target)).toMatch(
        new RegExp(
          `^progressing: .* is at ${before.slice(0, 8)} and has not brought`,
        ),
      );
      // Others push elsewhere, and the tool brings their commit, then more come.
      const theirs = await host.push(tool, { 'other.txt': '1' });
      await host.push(tool, { 'other.txt': '2' });
      await server.ask({
        method: 'PATCH',
        path: `${path}/shop-dev`,
        contentType: 'application/merge-patch+json',
        body: { status: status(theirs) },
      });
      expect(await told(target)).toMatch(/^healthy: /);
    },
  );
});
