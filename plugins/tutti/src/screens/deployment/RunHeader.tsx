import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { Author } from '../../ui/Author';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { SandboxTag } from '../../ui/SandboxTag';
import { Grow, Row } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { formatClock, formatDuration } from '../../ui/time';
import { TimeAgo } from '../../ui/TimeAgo';
import { useNow } from '../../ui/useNow';
import { Phases } from './Phases';
import { isFinal, progressOf } from './runEvents';

/** Time so far, or the time it took; runs only while the deployment does. */
function Clock(props: { detail: DeploymentDetail }) {
  const t = useT();
  const { startedAt, finishedAt } = props.detail;
  const now = useNow(finishedAt || !startedAt ? 0 : 1_000);
  if (!startedAt) return null;
  const began = Date.parse(startedAt);
  if (finishedAt) {
    return (
      <Muted title={t('deployment.timeTaken')} sx={{ fontSize: 14 }}>
        {formatDuration(t, Date.parse(finishedAt) - began)}
      </Muted>
    );
  }
  return (
    <Muted
      role="timer"
      aria-label={t('deployment.timeSoFar')}
      sx={{ fontSize: 14, fontWeight: 500 }}
    >
      {formatClock(now - began)}
    </Muted>
  );
}

/** Which deployment, how far it is, and what can be done about it. */
export function RunHeader(props: {
  detail: DeploymentDetail;
  onCancelled(): void;
}) {
  const t = useT();
  const { detail, onCancelled } = props;
  const { application, environment, number, status, release, allowed } = detail;
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [cancelling, setCancelling] = useState(false);
  const state = deploymentState(t, status);
  const { done, of } = progressOf(detail);
  const asked = {
    ago: <TimeAgo at={detail.requestedAt} />,
    who: <Author by={detail.requestedBy} />,
    environment: (
      <Link to={links.environment(application, environment)}>
        {environment}
      </Link>
    ),
  };
  return (
    <header>
      <Row>
        <PageTitle>
          {detail.destroys
            ? t('environments.runTitle', {
                environment,
                number: String(number),
              })
            : t('deployment.title', {
                application: detail.applicationTitle,
                environment,
                number: String(number),
              })}
        </PageTitle>
        <span role="status">
          <Mark kind={state.mark}>{state.word}</Mark>
        </span>
        <Clock detail={detail} />
        <Grow />
        <SandboxTag simulated={detail.simulated} />
        {!isFinal(detail) && (
          <AllowedButton
            variant="outlined"
            size="small"
            color="error"
            allowed={allowed.cancel}
            right={{ application, environment, verb: 'cancel' }}
            onClick={() => setCancelling(true)}
          >
            {t('deployment.cancel')}
          </AllowedButton>
        )}
        {isFinal(detail) && (
          <AllowedButton
            variant={status === 'succeeded' ? 'outlined' : 'contained'}
            size="small"
            disableElevation
            allowed={allowed.redeploy}
            right={{
              application,
              environment,
              verb: detail.destroys ? 'destroy' : 'deploy',
            }}
            onClick={() =>
              requestPlan(
                application,
                environment,
                detail.destroys
                  ? { destroy: true }
                  : { ...(release && { releaseId: release.id }) },
              )
            }
          >
            {t(
              detail.destroys
                ? 'environments.destroyAgain'
                : 'deployment.redeploy',
            )}
          </AllowedButton>
        )}
      </Row>
      <Row sx={{ mt: 0.5, mb: 1.5, gap: 1 }}>
        {detail.verb && <b>{detail.verb}</b>}
        <Muted>
          {release && detail.planId
            ? t('deployment.askedFor', {
                ...asked,
                release: String(release.number),
                plan: (
                  <Link to={links.plan(detail.planId)}>
                    {t('deployment.plan')}
                  </Link>
                ),
              })
            : t('deployment.askedForUnplanned', asked)}
        </Muted>
        {detail.overridden && (
          <Muted>
            {t('deployment.overridden', {
              who: <Author by={detail.overridden.by} />,
              reason: detail.overridden.reason,
            })}
          </Muted>
        )}
      </Row>
      <Phases detail={detail} />
      {cancelling && (
        <ConfirmDialog
          title={t('deployment.cancelQuestion', { number: String(number) })}
          verb={t('deployment.cancelNumber', { number: String(number) })}
          onClose={() => setCancelling(false)}
          onConfirm={async () => {
            await api.cancelDeployment(detail.id);
            onCancelled();
          }}
        >
          {t('deployment.cancelText', {
            done: String(done),
            of: String(of),
            environment,
          })}
        </ConfirmDialog>
      )}
    </header>
  );
}
