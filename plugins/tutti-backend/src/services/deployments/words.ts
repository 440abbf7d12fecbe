import { PlanInput, verbOf } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { Place } from '../Lookup';

/** What is asked for, in words for people: ids become numbers. */
export async function verbFor(
  store: Store,
  { application }: Place,
  input: PlanInput,
  releaseId: string | undefined = input.releaseId,
): Promise<string> {
  const { rollbackTo, promoteFrom } = input;
  const target =
    rollbackTo === undefined
      ? undefined
      : await store.deployments.get(rollbackTo);
  const promoted =
    promoteFrom === undefined
      ? releaseId
      : releaseId ?? (await lastReleaseIn(store, application.id, promoteFrom));
  const release =
    promoted === undefined
      ? undefined
      : (await store.releases.heads([promoted])).get(promoted);
  return verbOf(input, {
    ...(target && { deployment: target.number }),
    ...(release && { release: release.number }),
  });
}

async function lastReleaseIn(
  store: Store,
  applicationId: string,
  environment: string,
): Promise<string | undefined> {
  const found = await store.environments.find(applicationId, environment);
  const last =
    found && (await store.deployments.lastDeployedOf([found.id])).get(found.id);
  return last?.releaseId;
}
