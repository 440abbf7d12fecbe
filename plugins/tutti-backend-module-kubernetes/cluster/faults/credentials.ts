import { createSign } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonObject } from '@tutti/engine';
import { textAt } from '../../src/json';
import { KubernetesTargetDriver } from '../../src/KubernetesTargetDriver';
import { ControlPlane } from '../../src/__testUtils__/controlPlane';
import { deployment, environmentIn, Fault, settings } from './Fault';

/**
 * An API server grants a token a minute more than it says, and believes for ten seconds what it has just
 * checked.
 */
const NEARLY_OVER_SECONDS = 5 - 60;

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const VERBS = ['get', 'list', 'create', 'patch', 'update', 'delete'];

/** A role for what Tutti does in general, under a name, given to somebody. */
async function grant(
  plane: ControlPlane,
  name: string,
  resources: string[],
  subject: JsonObject,
): Promise<void> {
  await plane.ask('POST', `${RBAC}/clusterroles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules: [{ apiGroups: ['', 'apps'], resources, verbs: VERBS }],
  });
  await plane.ask('POST', `${RBAC}/clusterrolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
    subjects: [subject],
  });
}

const EVERYTHING = [
  'namespaces',
  'configmaps',
  'deployments',
  'replicasets',
  'pods',
  'events',
  'services',
];

/** The account may do everything but write Services. */
export const missingRight: Fault = {
  name: 'a right is missing for one kind',
  says: /services .*is forbidden: User "stranger" cannot patch resource "services"/,
  async provoke({ plane }) {
    const subject = {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'User',
      name: 'stranger',
    };
    const others = EVERYTHING.filter(kind => kind !== 'services');
    await grant(plane, 'nearly-everything', others, subject);
    await plane.ask('POST', `${RBAC}/clusterroles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'read-services' },
      rules: [
        { apiGroups: [''], resources: ['services'], verbs: ['get', 'list'] },
      ],
    });
    await plane.ask('POST', `${RBAC}/clusterrolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'read-services' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'read-services',
      },
      subjects: [subject],
    });
    const driver = new KubernetesTargetDriver([
      {
        name: 'sandbox',
        access: {
          kind: 'kubeconfig',
          file: plane.kubeconfig,
          context: 'stranger',
        },
      },
    ]);
    const { deploy: go } = environmentIn({ driver }, 'forbidden', [
      settings(),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { clusterIP: 'None', ports: [{ port: 80 }] },
      },
    ]);
    return {
      deploy: go,
      mend: () => grant(plane, 'services-too', ['services'], subject),
    };
  },
};

/** A token of a service account, as a cluster signs them. */
async function tokenFor(
  plane: ControlPlane,
  name: string,
  seconds: number,
): Promise<string> {
  const account = await plane.ask(
    'GET',
    `/api/v1/namespaces/default/serviceaccounts/${name}`,
  );
  const now = Math.floor(Date.now() / 1000);
  const issuer = 'https://kubernetes.default.svc';
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({
    iss: issuer,
    aud: [issuer],
    sub: `system:serviceaccount:default:${name}`,
    iat: now,
    nbf: now,
    exp: now + seconds,
    'kubernetes.io': {
      namespace: 'default',
      serviceaccount: { name, uid: textAt(account, 'metadata', 'uid') ?? '' },
    },
  })}`;
  const key = await readFile(plane.tokenKeyFile);
  return `${signed}.${createSign('RSA-SHA256')
    .update(signed)
    .sign(key, 'base64url')}`;
}

/** The token of the account runs out while the run waits for a pod, and nobody has renewed it. */
export const expiredToken: Fault = {
  name: 'a token expires in the middle',
  says: /the cluster does not accept \(any more\) the credentials that are configured for it \(401 Unauthorized\)/,
  async provoke({ plane }) {
    await plane.ask('POST', '/api/v1/namespaces/default/serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'deployer' },
    });
    await grant(plane, 'deployer', EVERYTHING, {
      kind: 'ServiceAccount',
      namespace: 'default',
      name: 'deployer',
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'tutti-token-'));
    const file = path.join(folder, 'token');
    const driver = new KubernetesTargetDriver([
      {
        name: 'sandbox',
        access: {
          kind: 'serviceAccountToken',
          url: plane.url,
          caFile: plane.caFile,
          skipTLSVerify: false,
          token: { file },
        },
      },
    ]);
    const renew = async (seconds: number) =>
      writeFile(file, await tokenFor(plane, 'deployer', seconds));
    const { change, deploy: go } = environmentIn({ driver }, 'expired', [
      deployment('slow', { 'lab/fate': JSON.stringify({ status: {} }) }),
    ]);
    await renew(NEARLY_OVER_SECONDS);
    return {
      deploy: go,
      async mend() {
        await renew(600);
        change({ objects: [deployment('slow', {})] });
      },
    };
  },
};
