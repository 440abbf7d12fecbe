import Failed from '@mui/icons-material/CancelOutlined';
import Box from '@mui/material/Box';
import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useRequestPlan } from '../../planning/planRequest';
import { CauseNote } from '../../ui/CauseNote';
import { Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { toneColor, toneLine, toneWash } from '../../ui/tone';
import { stepName } from './stepWords';
import { UnlockForm } from './UnlockForm';
import { PlainButton } from '../../ui/PlainButton';

type Failure = Deployment['failures'][number];

/** `checkout: image … cannot be pulled`, without saying the name twice. */
export function failureSentence(failure: Failure, name: string): string {
  const said = failure.cause?.message ?? failure.message;
  return said.startsWith(`${name}:`) ? said : `${name}: ${said}`;
}

function FailureNote(props: {
  failure: Failure;
  detail: DeploymentDetail;
  first: boolean;
  onChoose(address: string): void;
}) {
  const { failure, detail, first, onChoose } = props;
  const { address, cause } = failure;
  const step = detail.steps.find(each => each.address === address);
  const name = step ? stepName(step, detail.plan).name : address;
  return (
    <Box>
      <Box
        sx={{
          display: 'flex',
          gap: 1,
          fontSize: first ? 17 : 14,
          fontWeight: 600,
          lineHeight: 1.4,
          mb: 0.75,
        }}
      >
        <Failed
          aria-hidden
          sx={{
            mt: '2px',
            fontSize: 20,
            color: theme => toneColor(theme, 'bad'),
          }}
        />
        <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {failureSentence(failure, name)}
        </Box>
      </Box>
      {cause ? (
        <CauseNote cause={cause} />
      ) : (
        <Muted>
          {failure.code}
          {failure.message && `: ${failure.message}`}
        </Muted>
      )}
      {step && (
        <PlainButton
          size="small"
          sx={{ ml: '-5px' }}
          onClick={() => onChoose(address)}
        >
          Show this step
        </PlainButton>
      )}
    </Box>
  );
}

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
        {failures.map((failure, index) => (
          <FailureNote
            key={failure.address}
            failure={failure}
            detail={detail}
            first={index === 0}
            onChoose={onChoose}
          />
        ))}
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
