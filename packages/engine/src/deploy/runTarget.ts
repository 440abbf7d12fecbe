import { TargetDraft } from '../create/draft/draft';
import { applyObjects } from './applyObjects';
import { Session } from './Session';

/** The namespace: made, or taken up again, before anything that lives in it. */
export async function runTarget(
  session: Session,
  step: TargetDraft,
): Promise<void> {
  await applyObjects(session, step, [session.draft.completer.namespace()], []);
}
