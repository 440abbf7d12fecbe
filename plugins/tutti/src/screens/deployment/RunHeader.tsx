import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { EntityLink } from '../../ui/EntityLink';
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
  const { startedAt, finishedAt } = props.detail;
  const now = useNow(finishedAt || !startedAt ? 0 : 1_000);
  if (!startedAt) return null;
  const began = Date.parse(startedAt);
  if (finishedAt) {
    return (
      <Muted title="Time it took" sx={{ fontSize: 14 }}>
        {formatDuration(Date.parse(finishedAt) - began)}
      </Muted>
    );
  }
  return (
    <Muted
      role="timer"
      aria-label="Time so far"
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
  const { detail, onCancelled } = props;
  const { application, environment, number, status, release, allowed } = detail;
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [cancelling, setCancelling] = useState(false);
  const state = deploymentState(status);
  const { done, of } = progressOf(detail.steps);
  return (
    <header>
      <Row>
        <PageTitle>
          {detail.applicationTitle} to {environment} #{number}
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
            Cancel
          </AllowedButton>
        )}
        {isFinal(detail) && (
          <AllowedButton
            variant={status === 'succeeded' ? 'outlined' : 'contained'}
            size="small"
            disableElevation
            allowed={allowed.redeploy}
            right={{ application, environment, verb: 'deploy' }}
            onClick={() =>
              requestPlan(application, environment, { releaseId: release.id })
            }
          >
            Redeploy
          </AllowedButton>
        )}
      </Row>
      <Row sx={{ mt: 0.5, mb: 1.5, gap: 1 }}>
        <Muted>
          r{release.number}, asked for <TimeAgo at={detail.requestedAt} /> by{' '}
          <EntityLink entityRef={detail.requestedBy} kind="user" />
          {', '}
          <Link to={links.plan(detail.planId)}>plan</Link>
          {', '}
          <Link to={links.environment(application, environment)}>
            {environment}
          </Link>
        </Muted>
      </Row>
      <Phases detail={detail} />
      {cancelling && (
        <ConfirmDialog
          title={`Cancel deployment #${number}?`}
          verb={`Cancel #${number}`}
          onClose={() => setCancelling(false)}
          onConfirm={async () => {
            await api.cancelDeployment(detail.id);
            onCancelled();
          }}
        >
          {done} of {of} steps are done and stay as they are. What is under way
          is asked to stop; {environment} is free again when it has stopped.
        </ConfirmDialog>
      )}
    </header>
  );
}
