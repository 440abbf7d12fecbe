import { existsSync } from 'node:fs';
import { OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { homedir } from 'node:os';
import path from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { InputError } from '@backstage/errors';
import { Access } from '../config';
import { codeOf } from '../errors';
import { loadClientNode } from './clientNode';
import { Connection, Passport } from './Connection';
import { KeptSockets } from './KeptSockets';

type KubeConfigAccess = Exclude<Access, { kind: 'sandbox' }>;

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
  const sockets = new KeptSockets(target.server.startsWith('https:'));
  return {
    server: target.server.replace(/\/+$/, ''),
    async passport(): Promise<Passport> {
      const options: https.RequestOptions = {};
      await kubeConfig.applyToHTTPSOptions(options);
      const headers: OutgoingHttpHeaders = {};
      Object.assign(headers, options.headers);
      if (options.auth) {
        const encoded = Buffer.from(options.auth).toString('base64');
        headers.Authorization = `Basic ${encoded}`;
      }
      // Ways through a proxy stay the library's, with a handshake each.
      return target.proxyUrl && typeof options.agent === 'object'
        ? { headers, agent: options.agent }
        : { headers, agent: sockets.agentFor(options) };
    },
  };
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
        { name: 'tutti', token: access.token.revealText() },
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
