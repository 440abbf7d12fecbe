import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useRequestPlan } from '../../planning/planRequest';
import { RollBackButton } from '../../planning/RollBackButton';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { Decisions } from '../../waiting/ApprovalState';
import { toneLine, toneWash } from '../../ui/tone';
import { FailureNotes } from './FailureNotes';
import { failuresSoFar } from './failuresSoFar';
import { RollbackNote } from './RollbackNote';
import { isFinal } from './runEvents';
import { UnlockForm } from './UnlockForm';
import { PlainButton } from '../../ui/PlainButton';

/** Nothing was changed: asking again is a new plan, on what runs now. */
const ASKED_AGAIN: readonly Deployment['status'][] = ['rejected', 'stale'];

/** The failure with which a request ends that nobody approved in time. */
const EXPIRED = 'ApprovalExpired';

/** It ended without a failure, and without what was asked for. */
function Ended(props: { detail: DeploymentDetail }) {
  const t = useT();
  const links = useTuttiLinks();
  const { status, supersededBy } = props.detail;
  if (status === 'cancelled') {
    return <Muted>{t('deployment.wasCancelled')}</Muted>;
  }
  if (status !== 'superseded') return null;
  return (
    <Muted>
      {supersededBy
        ? t('deployment.wasSupersededBy', {
            run: (
              <Link to={links.deployment(supersededBy.id)}>
                #{supersededBy.number}
              </Link>
            ),
          })
        : t('deployment.wasSuperseded')}
    </Muted>
  );
}

/** How it ended, where it did not end well: the cause first. */
export function Outcome(props: {
  detail: DeploymentDetail;
  onChoose(address: string): void;
  onUnlocked(): void;
}) {
  const t = useT();
  const { detail, onChoose, onUnlocked } = props;
  const { status, application, environment } = detail;
  const failures = failuresSoFar(detail);
  const requestPlan = useRequestPlan();
  const other = <Ended detail={detail} />;
  const askedAgain = ASKED_AGAIN.includes(status);
  if (failures.length === 0 && status !== 'interrupted' && !askedAgain) {
    return other;
  }
  const tone = status === 'failed' || !isFinal(detail) ? 'bad' : 'warning';
  const expired = failures.some(({ code }) => code === EXPIRED);
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
        {status === 'rejected' ? (
          <>
            <span>
              {t(expired ? 'deployment.wasExpired' : 'deployment.wasRejected', {
                environment,
              })}
            </span>
            {detail.approval && <Decisions approval={detail.approval} />}
          </>
        ) : (
          <FailureNotes detail={detail} onChoose={onChoose} />
        )}
        {detail.rollback && <RollbackNote detail={detail} />}
        {status === 'interrupted' && (
          <>
            <span>{t('deployment.wasInterrupted', { environment })}</span>
            <UnlockForm
              application={application}
              environment={environment}
              onUnlocked={onUnlocked}
            />
          </>
        )}
        {status === 'stale' && (
          <span>{t('deployment.wasStale', { environment })}</span>
        )}
        {askedAgain && (
          <div>
            <PlainButton
              variant="contained"
              onClick={() =>
                requestPlan(
                  application,
                  environment,
                  detail.release ? { releaseId: detail.release.id } : {},
                )
              }
            >
              {t('deployment.planAgain')}
            </PlainButton>
          </div>
        )}
        {other}
        {isFinal(detail) && !askedAgain && detail.previousSuccess && (
          <Row>
            <RollBackButton
              application={application}
              environment={environment}
              to={detail.previousSuccess}
              allowed={detail.allowed.redeploy}
            />
          </Row>
        )}
      </Stack>
    </Surface>
  );
}
