import type {
  AuditEntry,
  AuditPage,
  AuditQuery,
} from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE } from './applications';

export const auditEntries: AuditEntry[] = [
  {
    id: 5,
    at: ago(4 * MINUTE),
    actor: { kind: 'user', name: 'user:default/maria' },
    verb: 'set',
    action:
      'PUT /applications/{application}/environments/{environment}/values/{name}',
    application: 'shop',
    environment: 'staging',
    object: 'CURRENCY',
    outcome: 'succeeded',
    before: { scope: 'environment', version: 2, secret: false },
    after: { scope: 'environment', version: 3, secret: false },
    requestId: '5f0c6d1e',
  },
  {
    id: 4,
    at: ago(20 * MINUTE),
    actor: { kind: 'user', name: 'user:default/eve' },
    verb: 'remove',
    action: 'DELETE /applications/{application}',
    application: 'shop',
    outcome: 'refused',
    reason:
      'Deleting shop is for group:default/storefront (tutti.access.delete; tutti.application.delete).',
    requestId: '77aa0b91',
  },
  {
    id: 3,
    at: ago(HOUR),
    actor: { kind: 'run', name: 'deployment-live' },
    verb: 'begin',
    action: 'deployment.running',
    application: 'shop',
    environment: 'staging',
    object: 'deployment-live',
    outcome: 'succeeded',
  },
  {
    id: 2,
    at: ago(3 * HOUR),
    actor: { kind: 'service', name: 'ci' },
    verb: 'create',
    action: 'POST /deployments',
    application: 'bank',
    outcome: 'open',
  },
  {
    id: 1,
    at: ago(DAY),
    actor: { kind: 'system', name: 'platform' },
    verb: 'accept',
    action: 'platform.accept',
    object: '3fa9c1',
    outcome: 'succeeded',
  },
];

export function auditPage(
  entries: AuditEntry[],
  { limit = 50, cursor, from, to, ...exact }: AuditQuery,
): AuditPage {
  const items = entries.filter(
    entry =>
      (exact.application ?? entry.application) === entry.application &&
      (exact.environment ?? entry.environment) === entry.environment &&
      (exact.actor ?? entry.actor.name) === entry.actor.name &&
      (exact.verb ?? entry.verb) === entry.verb &&
      (exact.outcome ?? entry.outcome) === entry.outcome &&
      (from === undefined || entry.at >= from) &&
      (to === undefined || entry.at < to) &&
      (cursor === undefined || entry.id < Number(cursor)),
  );
  const page = items.slice(0, limit);
  return {
    items: page,
    ...(items.length > limit && { next: String(page[limit - 1].id) }),
  };
}
