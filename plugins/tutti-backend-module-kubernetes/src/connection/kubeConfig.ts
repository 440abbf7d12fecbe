import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { homedir } from 'node:os';
import path from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { InputError } from '@backstage/errors';
import { Secret } from '@tutti/engine';
import { Access } from '../config';
import { codeOf } from '../errors';
import { loadClientNode } from './clientNode';
import {
  Connection,
  KEPT_SOCKETS,
  Passport,
  STREAM_SOCKETS,
} from './Connection';
import { KeptSockets } from './KeptSockets';

type KubeConfigAccess = Exclude<Access, { kind: 'sandbox' }>;

/** The library makes an agent each time: of many requests in a row the first one pays for it. */
const SIGNED_IN_MS = 1_000;

/**
 * A connection by whatever a KubeConfig can describe. The client library does the sign-in
 * (certificates, tokens, token files, exec plugins, OIDC) and TLS; sockets are kept open
 * here, because the library makes a new agent, and so a new handshake, for every request.
 *
 * @throws InputError when the kubeconfig cannot be read or lacks the context.
 */
export async function connectByKubeConfig(
  cluster: string,
  access: KubeConfigAccess,
): Promise<Connection> {
  const { KubeConfig: Loader } = await loadClientNode();
  const kubeConfig = new Loader();
  load(kubeConfig, cluster, access);
  const target = kubeConfig.getCurrentCluster();
  if (!target) {
    throw new InputError(
      `Cluster "${cluster}": the kubeconfig's context "${kubeConfig.getCurrentContext()}" names no cluster`,
    );
  }
  if (target.server.startsWith('http:') && !target.skipTLSVerify) {
    throw new InputError(
      `Cluster "${cluster}": ${target.server} is not encrypted; if that is meant, the kubeconfig must say insecure-skip-tls-verify: true`,
    );
  }
  const encrypted = target.server.startsWith('https:');
  const tokenFile = tokenFileOf(access);
  const sockets = new KeptSockets(encrypted, KEPT_SOCKETS);
  const streams = new KeptSockets(encrypted, STREAM_SOCKETS);
  const signIn = keptFor(SIGNED_IN_MS, async () => {
    const options: https.RequestOptions = {};
    await kubeConfig.applyToHTTPSOptions(options);
    return options;
  });
  return {
    server: target.server.replace(/\/+$/, ''),
    async passport(): Promise<Passport> {
      const options = await signIn();
      const headers: OutgoingHttpHeaders = {};
      Object.assign(headers, options.headers);
      const token = tokenFile && (await readToken(tokenFile));
      if (token) headers.Authorization = `Bearer ${token}`;
      if (options.auth) {
        const encoded = Buffer.from(options.auth).toString('base64');
        headers.Authorization = `Basic ${encoded}`;
      }
      // Ways through a proxy stay the library's, with a handshake each.
      return target.proxyUrl && typeof options.agent === 'object'
        ? { headers, agent: options.agent, streams: options.agent }
        : {
            headers,
            agent: sockets.agentFor(options),
            streams: streams.agentFor(options),
          };
    },
  };
}

/** The same answer for a while. A failure is not kept. */
function keptFor<T>(
  milliseconds: number,
  ask: () => Promise<T>,
): () => Promise<T> {
  let kept: { until: number; answer: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (!kept || now >= kept.until) {
      const asked = { until: now + milliseconds, answer: ask() };
      asked.answer.catch(() => {
        if (kept === asked) kept = undefined;
      });
      kept = asked;
    }
    return kept.answer;
  };
}

/** Where a pod's own token lies; the kubelet renews it. */
const POD_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Tokens in files are replaced before they expire, or shortly after: each request has the one of now. (The
 * library keeps one for a minute.)
 */
function tokenFileOf(access: KubeConfigAccess): string | undefined {
  switch (access.kind) {
    case 'inCluster':
      return POD_TOKEN;
    case 'serviceAccountToken':
      return access.token instanceof Secret ? undefined : access.token.file;
    default:
      return undefined;
  }
}

async function readToken(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}

function load(
  kubeConfig: KubeConfig,
  cluster: string,
  access: KubeConfigAccess,
): void {
  switch (access.kind) {
    case 'kubeconfig':
      loadFile(kubeConfig, cluster, access);
      return;
    case 'inCluster':
      if (!process.env.KUBERNETES_SERVICE_HOST) {
        throw new InputError(
          `Cluster "${cluster}" is of kind inCluster, but Backstage does not run in a Kubernetes cluster (KUBERNETES_SERVICE_HOST is not set)`,
        );
      }
      kubeConfig.loadFromCluster();
      return;
    case 'serviceAccountToken':
      kubeConfig.loadFromClusterAndUser(
        {
          name: cluster,
          server: access.url,
          skipTLSVerify: access.skipTLSVerify,
          ...(access.caData !== undefined && { caData: access.caData }),
          ...(access.caFile !== undefined && { caFile: access.caFile }),
        },
        access.token instanceof Secret
          ? { name: 'tutti', token: access.token.revealText() }
          : { name: 'tutti' },
      );
      return;
    default:
      access satisfies never;
  }
}

function loadFile(
  kubeConfig: KubeConfig,
  cluster: string,
  access: { file?: string; context?: string },
): void {
  const source = access.file ?? 'the default kubeconfig';
  if (access.file === undefined && !hasDefault()) {
    // The library would silently try http://localhost:8080.
    throw new InputError(
      `Cluster "${cluster}": there is no kubeconfig. Give file, set KUBECONFIG, or make ~/.kube/config`,
    );
  }
  try {
    if (access.file === undefined) kubeConfig.loadFromDefault();
    else kubeConfig.loadFromFile(access.file);
  } catch (error) {
    // A parser's message quotes the file, which holds credentials.
    throw new InputError(
      `Cluster "${cluster}": ${source} cannot be read (${codeOf(error)})`,
    );
  }
  if (access.context !== undefined) {
    const known = kubeConfig.getContexts().map(context => context.name);
    if (!known.includes(access.context)) {
      throw new InputError(
        `Cluster "${cluster}": ${source} has no context "${
          access.context
        }"; it has ${known.join(', ') || 'none'}`,
      );
    }
    kubeConfig.setCurrentContext(access.context);
  }
}

function hasDefault(): boolean {
  return (
    Boolean(process.env.KUBECONFIG) ||
    existsSync(path.join(homedir(), '.kube', 'config'))
  );
}
