import Box from '@mui/material/Box';
import type {
  DeploymentDetail,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import { environmentQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { LinkButton } from '../../ui/PlainButton';
import { Mark } from '../../ui/Mark';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { ApprovalRule, Decisions } from '../../waiting/ApprovalState';
import { Effects } from '../../waiting/DecideDialog';
import { DecisionForm } from '../../waiting/DecisionForm';
import { isReviewed } from '../../waiting/ExactPlans';
import { OverrideButton } from '../../waiting/OverrideButton';
import { ResumeButton } from '../../waiting/ResumeButton';
import { WaitSentence } from '../../waiting/WaitSentence';
import { ResumePaused } from '../../planning/ResumePaused';

/** Why it has not begun, what would end the waiting, and what one can do about it. */
export function WaitNote(props: {
  detail: DeploymentDetail;
  onChanged(): void;
}) {
  const t = useT();
  const { detail, onChanged } = props;
  const { waits, approval, status, environment } = detail;
  const { data: place } = useTutti(environmentQuestion, [
    detail.application,
    environment,
  ]);
  if (status !== 'queued' && status !== 'waiting-approval') return null;
  const deciding = status === 'waiting-approval' && approval !== undefined;
  const reviewed = isReviewed(detail);
  return (
    <Surface
      aria-label={t(
        reviewed ? 'deployment.whyItStopped' : 'deployment.whyItWaits',
      )}
      sx={{ p: 2.5 }}
    >
      <Stack sx={{ gap: 2 }}>
        <div role="status">
          {!deciding && detail.startedAt === undefined && (
            <Mark kind="waiting">{t('deployment.notBegun')}</Mark>
          )}{' '}
          {reviewed && <Mark kind="waiting">{t('deployment.reviewed')}</Mark>}{' '}
          {waits && (
            <>
              <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                <WaitSentence
                  waits={waits}
                  environment={environment}
                  approval={approval}
                  hold={place?.hold}
                />
              </Box>{' '}
              <Muted>
                {t('waiting.since', { ago: <TimeAgo at={waits.since} /> })}
              </Muted>
            </>
          )}
        </div>
        {deciding && (
          <>
            <div>
              <SectionTitle sx={{ mb: 0.5 }}>
                {t('waiting.effects')}
              </SectionTitle>
              <Effects detail={detail} />
            </div>
            <ApprovalRule rule={approval} />
            <Decisions approval={approval} />
            <DecisionForm
              deployment={detail}
              allowed={approval.allowed.decide}
              line={approval.line}
              onDecided={onChanged}
            />
          </>
        )}
        {!deciding && approval && <Decisions approval={approval} />}
        <WayOut detail={detail} place={place} onChanged={onChanged} />
      </Stack>
    </Surface>
  );
}

/** What a person can do so that it begins. */
function WayOut(props: {
  detail: DeploymentDetail;
  place: EnvironmentSummary | undefined;
  onChanged(): void;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { detail, place, onChanged } = props;
  const { application, environment, applicationTitle, number } = detail;
  switch (detail.waits?.for) {
    case 'window':
      return (
        <div>
          <OverrideButton
            deployment={detail}
            title={t('deployment.title', {
              application: applicationTitle,
              environment,
              number: String(number),
            })}
            allowed={detail.allowed.override ?? place?.allowed.override}
            onOverridden={onChanged}
          />
        </div>
      );
    case 'hold':
      return place?.hold ? (
        <div>
          <ResumeButton
            application={application}
            environment={environment}
            hold={place.hold}
            allowed={place.allowed.resume}
            onResumed={onChanged}
          />
        </div>
      ) : null;
    case 'pause':
      return place ? (
        <div>
          <ResumePaused application={application} environment={place} />
        </div>
      ) : null;
    case 'lock':
      return (
        <Row>
          <LinkButton
            to={links.environment(application, environment, 'history')}
            variant="outlined"
          >
            {t('deployment.seeLock')}
          </LinkButton>
        </Row>
      );
    default:
      return null;
  }
}
