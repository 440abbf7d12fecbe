import { JsonObject, ObjectRef } from '@tutti/engine';
import { ConfiguredCluster } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { cdHealth } from './cdHealth';

const COMMIT = 'c'.repeat(40);
const OLDER = 'b'.repeat(40);
const call = { signal: new AbortController().signal, timeoutMs: 1_000 };
const WEB: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop-dev',
  name: 'web',
};

/** What a cluster answers that has this object of the CD tool, and where it was looked for. */
async function ask(
  tool: 'argocd' | 'flux',
  object: JsonObject | undefined,
  isCurrent = (commit: string) => commit === COMMIT,
) {
  const asked: string[] = [];
  const cluster: Pick<ConfiguredCluster, 'send'> = {
    async send({ path }) {
      asked.push(path);
      const body = object ?? {};
      return { status: object ? 200 : 404, body, text: '', headers: {} };
    },
  };
  const health = cdHealth(
    { tool, name: 'shop-dev' },
    Promise.resolve(cluster as ConfiguredCluster),
    async commit => isCurrent(commit),
  );
  const [{ status, message, cause }] = await health([WEB], call);
  return { said: `${status}: ${message}`, cause, asked };
}

function application(
  status: JsonObject,
  resource: JsonObject = { status: 'Synced', health: { status: 'Healthy' } },
): JsonObject {
  return {
    status: {
      sync: { status: 'Synced', revision: COMMIT },
      health: { status: 'Healthy' },
      resources: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop-dev',
          name: 'web',
          ...resource,
        },
      ],
      ...status,
    },
  };
}

function kustomization(ready: JsonObject, more: JsonObject = {}): JsonObject {
  const revision = `main@sha1:${COMMIT}`;
  return {
    status: {
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      conditions: [{ type: 'Ready', ...ready }],
    },
    ...more,
  };
}

describe('Argo CD', () => {
  it.each<[string, JsonObject | undefined]>([
    [
      'missing: Argo CD has no Application shop-dev in namespace argocd',
      undefined,
    ],
    [
      'progressing: Argo CD is at no commit yet and has not brought this one',
      {},
    ],
    [
      'progressing: Argo CD is at bbbbbbbb and has not brought this one',
      application({ sync: { status: 'Synced', revision: OLDER } }),
    ],
    ['healthy: synced and healthy', application({})],
    [
      'progressing: 1 of 2 updated',
      application(
        {},
        {
          status: 'Synced',
          health: { status: 'Progressing', message: '1 of 2 updated' },
        },
      ),
    ],
    [
      'failed: exceeded its progress deadline',
      application(
        {},
        {
          status: 'Synced',
          health: {
            status: 'Degraded',
            message: 'exceeded its progress deadline',
          },
        },
      ),
    ],
    ['progressing: not synced yet', application({}, { status: 'OutOfSync' })],
    ['healthy: synced and healthy', application({}, { status: 'Synced' })],
    [
      'missing: not in the cluster',
      application({}, { status: 'Synced', health: { status: 'Missing' } }),
    ],
    ['healthy: the Application is synced', application({ resources: [] })],
    [
      'failed: the sync failed: one or more objects failed to apply',
      application({
        operationState: {
          phase: 'Failed',
          message: 'one or more objects failed to apply',
          syncResult: { revision: COMMIT },
        },
      }),
    ],
    [
      // Of a commit before this one.
      'healthy: synced and healthy',
      application({
        operationState: { phase: 'Failed', syncResult: { revision: OLDER } },
      }),
    ],
    [
      'progressing: Argo CD cannot make the manifests of the Application: no such path',
      application({
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      }),
    ],
  ])('%s', async (said, object) => {
    expect(await ask('argocd', object)).toMatchObject({
      said,
      asked: [
        '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/shop-dev',
      ],
    });
  });
});

describe('Flux', () => {
  it.each<[string, JsonObject | undefined]>([
    [
      'missing: Flux has no Kustomization shop-dev in namespace flux-system',
      undefined,
    ],
    [
      'healthy: Applied revision',
      kustomization({ status: 'True', message: 'Applied revision' }),
    ],
    [
      'progressing: Flux is at bbbbbbbb and has not brought this one',
      {
        status: {
          lastAppliedRevision: `main@sha1:${OLDER}`,
          lastAttemptedRevision: `main@sha1:${COMMIT}`,
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
    ],
    [
      'failed: Deployment/web dry-run failed',
      {
        status: {
          lastAppliedRevision: `main@sha1:${OLDER}`,
          lastAttemptedRevision: `main@sha1:${COMMIT}`,
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'ReconciliationFailed',
              message: 'Deployment/web dry-run failed',
            },
          ],
        },
      },
    ],
    [
      'progressing: dependency not ready',
      kustomization({
        status: 'False',
        reason: 'DependencyNotReady',
        message: 'dependency not ready',
      }),
    ],
    [
      'progressing: Reconciliation in progress',
      kustomization({
        status: 'Unknown',
        reason: 'Progressing',
        message: 'Reconciliation in progress',
      }),
    ],
    [
      'progressing: the Kustomization is suspended',
      kustomization({ status: 'True' }, { spec: { suspend: true } }),
    ],
  ])('%s', async (said, object) => {
    expect(await ask('flux', object)).toMatchObject({
      said,
      asked: [
        '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/shop-dev',
      ],
    });
  });
});

it('what failed has the cause in the words of the tool', async () => {
  const failed = await ask(
    'flux',
    kustomization({
      status: 'False',
      reason: 'HealthCheckFailed',
      message: 'timeout waiting for Deployment/web',
    }),
  );
  expect(failed.cause).toEqual({
    reason: 'HealthCheckFailed',
    message: 'timeout waiting for Deployment/web',
  });
});
