import { FINAL_STATUSES, PlanInput } from '@tutti/plugin-tutti-common';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  PreviewRecord,
  Store,
} from '../../store';
import { queue, Request } from '../deployments/queueing';
import { endFor } from '../deployments/superseding';
import { verbFor } from '../deployments/words';
import { Caller } from '../types';

/** Who lets previews end and sleep; what it asks for is not what a pull request asks for. */
export const PREVIEW_AUTOMATION = 'tutti:previews';

/** Deploys what is asked for, unless that is there or on its way already. */
export async function deploy(
  tx: Store,
  of: {
    application: ApplicationRecord;
    environment: EnvironmentRecord;
    preview: PreviewRecord;
    isChanged: boolean;
    /** Why nothing may begin there now. */
    kept: Request['kept'];
  },
  caller: Pick<Caller, 'name' | 'isUser'>,
): Promise<{ preview: PreviewRecord; queued?: DeploymentRecord }> {
  const { application, environment, preview, isChanged, kept } = of;
  const { id } = environment;
  const last = (await tx.deployments.lastOf([id])).get(id);
  const sleep = await sleepOf(tx, id);
  if (!isChanged && sleep !== 'asleep' && !hasToBeDeployed(last)) {
    return { preview };
  }
  const input: PlanInput = {
    releaseId: preview.releaseId,
    // Also where it is woken up already: that may be superseded.
    ...(sleep !== 'awake' && { pause: false }),
  };
  const deployment = await queue(
    tx,
    {
      environmentId: id,
      input,
      isChange: true,
      verb: await verbFor(tx, { application, environment }, input),
      ...(kept && { kept }),
    },
    caller,
  );
  for (const older of await tx.deployments.waitingIn(id)) {
    if (older.id !== deployment.id && isOutdated(older)) {
      await endFor(tx, older, deployment, {
        message: `#${deployment.number} deploys what its pull request wants now.`,
      });
    }
  }
  return { preview, queued: deployment };
}

/** What ran out, failed or was destroyed is not what was asked for. */
function hasToBeDeployed(last: DeploymentRecord | undefined): boolean {
  return (
    !last ||
    last.destroys ||
    (FINAL_STATUSES.includes(last.status) && last.status !== 'succeeded')
  );
}

/** As it is when everything has ended that is asked for by now. */
async function sleepOf(
  tx: Store,
  environmentId: string,
): Promise<'awake' | 'asleep' | 'waking'> {
  const success = (await tx.deployments.lastSuccessOf([environmentId])).get(
    environmentId,
  );
  const asked = (await tx.deployments.unfinishedIn(environmentId)).flatMap(
    ({ input }) => input?.pause ?? [],
  );
  const isPaused = success?.planned?.basis.overlays.paused ?? false;
  if (asked.at(-1) ?? isPaused) {
    return 'asleep';
  }
  return isPaused || asked.length > 0 ? 'waking' : 'awake';
}

/** What an older push asked for, or the sleep of an idle preview, that has not begun. */
function isOutdated({
  startedAt,
  input,
  requestedBy,
}: DeploymentRecord): boolean {
  return (
    startedAt === undefined &&
    (input?.releaseId !== undefined ||
      (requestedBy === PREVIEW_AUTOMATION && input?.pause === true))
  );
}
