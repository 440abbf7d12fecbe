import { EnvironmentRecord, Store } from '../store';

/** After these an environment is not what anybody wanted. */
const HALF_DONE: ReadonlySet<string> = new Set([
  'failed',
  'interrupted',
  'cancelled',
]);

/**
 * Why nobody looks for drift now (docs/reference/semantics.md, Drift), as a sentence; undefined where one
 * may look.
 */
export async function whySkipped(
  store: Store,
  { id, target, blocked }: EnvironmentRecord,
): Promise<string | undefined> {
  if (!target) {
    return 'Nothing is deployed.';
  }
  if (blocked) {
    return `The environment is locked: ${blocked}`;
  }
  const last = (await store.deployments.lastBegunOf([id])).get(id);
  if (!last) {
    return 'Nothing is deployed.';
  }
  if (HALF_DONE.has(last.status)) {
    return `Deployment #${last.number} did not succeed: what it left is no drift. Deploy again, or roll back.`;
  }
  if (last.finishedAt === undefined) {
    return `Deployment #${last.number} is under way.`;
  }
  return (await store.deployments.isActive(id))
    ? 'A deployment is under way.'
    : undefined;
}
