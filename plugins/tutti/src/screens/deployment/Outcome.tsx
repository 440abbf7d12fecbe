import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useRequestPlan } from '../../planning/planRequest';
import { Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { toneLine, toneWash } from '../../ui/tone';
import { FailureNotes } from './FailureNotes';
import { UnlockForm } from './UnlockForm';
import { PlainButton } from '../../ui/PlainButton';

const OTHERS: Partial<Record<Deployment['status'], string>> = {
  cancelled:
    'It was stopped on request. What was done until then stays; the next deployment goes on from there.',
  superseded: 'A newer deployment took its changes along.',
  rejected: 'Nothing was changed.',
};

/** How it ended, where it did not end well: the cause first. */
export function Outcome(props: {
  detail: DeploymentDetail;
  onChoose(address: string): void;
  onUnlocked(): void;
}) {
  const { detail, onChoose, onUnlocked } = props;
  const { status, failures, application, environment } = detail;
  const requestPlan = useRequestPlan();
  const other = OTHERS[status];
  if (failures.length === 0 && status !== 'interrupted' && status !== 'stale') {
    return other ? <Muted>{other}</Muted> : null;
  }
  const tone = status === 'failed' ? 'bad' : 'warning';
  return (
    <Surface
      role="alert"
      sx={theme => ({
        p: 2.5,
        borderColor: toneLine(theme, tone),
        backgroundImage: `linear-gradient(${toneWash(theme, tone)}, ${toneWash(
          theme,
          tone,
        )})`,
      })}
    >
      <Stack sx={{ gap: 1.5 }}>
        <FailureNotes detail={detail} onChoose={onChoose} />
        {status === 'interrupted' && (
          <>
            <span>
              The backend stopped in the middle of an operation, and it is not
              known how that operation ended. {environment} takes no deployment
              until somebody has looked and unlocks it.
            </span>
            <UnlockForm
              application={application}
              environment={environment}
              onUnlocked={onUnlocked}
            />
          </>
        )}
        {status === 'stale' && (
          <>
            <span>
              {environment} changed after the plan was made, so that running it
              would not have done what was read. Nothing was changed.
            </span>
            <div>
              <PlainButton
                variant="contained"
                onClick={() =>
                  requestPlan(application, environment, {
                    releaseId: detail.release.id,
                  })
                }
              >
                Plan again
              </PlainButton>
            </div>
          </>
        )}
        {other && <Muted>{other}</Muted>}
      </Stack>
    </Surface>
  );
}
