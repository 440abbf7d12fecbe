import type { JsonValue } from '@tutti/engine';
import { AuditActor, DeploymentStatus } from '@tutti/plugin-tutti-common';
import { AuditNote, Store } from '../store';

/** Something that nobody asked for in a request: a run did it, or the backend by itself. */
export interface Deed {
  actor: AuditActor & { kind: 'run' | 'system' };
  verb: string;
  /** `deployment.succeeded`, `environment.hold` */
  action: string;
  environmentId?: string;
  /** Of what concerns no environment. */
  applicationId?: string;
  /** In place of ids, where both were read already. */
  place?: Required<Pick<AuditNote, 'application' | 'environment'>>;
  object?: string;
  outcome?: AuditNote['outcome'];
  reason?: string;
  before?: JsonValue;
  after?: JsonValue;
}

/** Call it in the transaction of the deed: then neither is there without the other. */
export async function keepDeed(
  tx: Pick<Store, 'audit' | 'environments' | 'applications'>,
  { environmentId, applicationId, place, outcome = 'succeeded', ...deed }: Deed,
): Promise<void> {
  const { environment, application } =
    place ?? (await placeOf(tx, { environmentId, applicationId }));
  await tx.audit.add({
    ...deed,
    outcome,
    ...(environment && { environment }),
    ...(application && { application }),
  });
}

async function placeOf(
  tx: Pick<Store, 'environments' | 'applications'>,
  {
    environmentId,
    applicationId,
  }: Pick<Deed, 'environmentId' | 'applicationId'>,
): Promise<Pick<AuditNote, 'application' | 'environment'>> {
  const [environment] =
    environmentId === undefined
      ? []
      : await tx.environments.get([environmentId]);
  const ofApplication = environment?.applicationId ?? applicationId;
  const [application] =
    ofApplication === undefined
      ? []
      : await tx.applications.get([ofApplication]);
  return {
    ...(environment && { environment }),
    ...(application && { application }),
  };
}

/** How a deployment ended, by what it came to. */
export function outcomeOf(status: DeploymentStatus): AuditNote['outcome'] {
  switch (status) {
    case 'failed':
    case 'interrupted':
      return 'failed';
    case 'rejected':
    case 'stale':
      return 'refused';
    default:
      return 'succeeded';
  }
}
