import type { AuditEntry } from '@tutti/plugin-tutti-common';

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{40,}$/;

/** Whether what it names is a deployment, which has a page. */
export function isDeployment({ action, object }: AuditEntry): boolean {
  return (
    object !== undefined &&
    !object.includes('/') &&
    (action.startsWith('deployment.') || /^POST \/deployments\b/.test(action))
  );
}

/** Ids and hashes tell nobody anything: their beginning is enough to know one again. Names stay whole. */
export function shortId(object: string): string {
  if (ID.test(object)) return object.slice(0, 8);
  return HASH.test(object) ? object.slice(0, 12) : object;
}
