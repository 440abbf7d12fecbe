import { Store } from '../store';

/**
 * Why a promotion that waits is not to begin any more: what it promotes is not what its environment came to.
 * A newer success there withdraws nothing; what comes of it takes the place when it is promoted itself.
 *
 * @param promotes - id of the success that is promoted
 */
export async function whyWithdrawn(
  store: Store,
  promotes: string,
): Promise<string | undefined> {
  const success = await store.deployments.get(promotes);
  const [source] = success
    ? await store.environments.get([success.environmentId])
    : [];
  const latest =
    source &&
    (await store.deployments.lastSuccessOf([source.id])).get(source.id);
  if (!source || !latest) {
    return 'The environment that it comes from is gone.';
  }
  if (latest.id === promotes) {
    return undefined;
  }
  if (latest.destroys) {
    return `#${latest.number} destroyed what ran in ${source.name}.`;
  }
  const run = (await store.promotions.runs([latest.id])).get(source.id);
  return run?.isRollback && !run.ids.includes(promotes)
    ? `#${run.first.number} rolled ${source.name} back: what it promotes is not what last succeeded there.`
    : undefined;
}
