import { JsonValue, ObjectRef } from '@tutti/engine';
import {
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { CdTool, failed, Verdict, waiting } from './Verdict';

/** Conditions of an Application without which nothing of it is compared or synced. */
const TROUBLES: Record<string, string> = {
  ComparisonError: 'Argo CD cannot make the manifests of the Application',
  InvalidSpecError: 'the Application is not as Argo CD needs it',
  SyncError: 'Argo CD cannot sync',
};

export const argocd: CdTool = {
  title: 'Argo CD',
  kind: 'Application',
  namespace: 'argocd',
  api: { group: 'argoproj.io', version: 'v1alpha1', plural: 'applications' },
  revision: status => textAt(status, 'sync', 'revision'),
  trouble(object) {
    const condition = objectsAt(object, 'status', 'conditions').find(one =>
      Object.hasOwn(TROUBLES, textAt(one, 'type') ?? ''),
    );
    if (!condition) return undefined;
    const type = textAt(condition, 'type') ?? '';
    return waiting(
      `${TROUBLES[type]}: ${textAt(condition, 'message') ?? type}`,
      {
        reason: type,
        hint: 'Look at the conditions of the Application in Argo CD.',
      },
    );
  },
  judge(object, ref) {
    const phase = textAt(object, 'status', 'operationState', 'phase');
    const revision = textAt(object, 'status', 'sync', 'revision');
    const attempted = textAt(
      object,
      'status',
      'operationState',
      'syncResult',
      'revision',
    );
    if (
      (phase === 'Failed' || phase === 'Error') &&
      (attempted === undefined || attempted === revision)
    ) {
      const said = textAt(object, 'status', 'operationState', 'message');
      return failed('SyncFailed', `the sync failed: ${said ?? phase}`);
    }
    const found = objectsAt(object, 'status', 'resources').find(one =>
      isOf(one, ref),
    );
    return found ? judgeResource(found) : judgeWhole(object);
  },
};

/** Argo CD names objects by group, kind, namespace and name. */
function isOf(resource: JsonValue | undefined, ref: ObjectRef): boolean {
  const slash = ref.apiVersion.indexOf('/');
  return (
    textAt(resource, 'kind') === ref.kind &&
    textAt(resource, 'name') === ref.name &&
    (textAt(resource, 'group') ?? '') ===
      (slash < 0 ? '' : ref.apiVersion.slice(0, slash)) &&
    (textAt(resource, 'namespace') ?? '') === (ref.namespace ?? '')
  );
}

function judgeResource(resource: JsonValue | undefined): Verdict {
  const sync = textAt(resource, 'status');
  if (sync !== 'Synced') {
    return waiting(
      sync === 'OutOfSync' ? 'not synced yet' : `sync: ${sync ?? 'unknown'}`,
      {
        reason: sync ?? 'Unknown',
        hint: 'Sync the Application, or give it `syncPolicy.automated`.',
      },
    );
  }
  const health = textAt(resource, 'health', 'status');
  const said = textAt(resource, 'health', 'message');
  switch (health) {
    case undefined:
    case 'Healthy':
      return { status: 'healthy', message: said ?? 'synced and healthy' };
    case 'Degraded':
      return failed('Degraded', said ?? 'degraded');
    case 'Missing':
      return { status: 'missing', message: said ?? 'not in the cluster' };
    default:
      return waiting(said ?? health.toLowerCase());
  }
}

/** Of an object that is not listed, such as one that Argo CD was told to ignore. */
function judgeWhole(object: JsonValue | undefined): Verdict {
  const sync = textAt(object, 'status', 'sync', 'status');
  return sync === 'Synced'
    ? { status: 'healthy', message: 'the Application is synced' }
    : waiting(`the Application is ${sync ?? 'not compared yet'}`);
}
