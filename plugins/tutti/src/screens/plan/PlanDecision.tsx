import Box from '@mui/material/Box';
import type {
  EnvironmentVerb,
  PlanInput,
  PlanView,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { deploymentQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { ImagesDialog } from '../../planning/ImagesDialog';
import { mergeImages } from '../../planning/openImages';
import { useRequestPlan } from '../../planning/planRequest';
import { useAskedWords } from '../../planning/useAskedWords';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { ActionBar } from '../../ui/ActionBar';
import { AllowedButton } from '../../ui/AllowedButton';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Grow } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { DecisionForm } from '../../waiting/DecisionForm';
import { ExactPlans, isReviewed } from '../../waiting/ExactPlans';
import { MissingApprovals } from '../../waiting/WaitSentence';
import { isWaiting } from '../deployment/runEvents';
import { DestroyDecision } from './DestroyDecision';
import { deployAllowed, usePlanActions } from './usePlan';
import { LinkButton, PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

/** While it waits others may decide too. */
const LOOK_AGAIN = 5_000;

/** What moved since the plan was made, and the way to a new one. */
function OutOfDate(props: { view: PlanView; moved: string[] }) {
  const t = useT();
  const { view, moved } = props;
  const requestPlan = useRequestPlan();
  return (
    <>
      <Box role="status" sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Mark kind="warning">
          {t('plan.changedSince', { environment: view.environment })}
        </Mark>
        {moved.length > 0 && (
          <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
            {moved.map((what, index) => (
              <li key={index}>{what}</li>
            ))}
          </Box>
        )}
      </Box>
      <PlainButton
        variant="contained"
        onClick={() =>
          requestPlan(view.application, view.environment, view.input)
        }
      >
        {t('plan.planAgain')}
      </PlainButton>
    </>
  );
}

/** The plan belongs to a deployment: how far that is, and the decision where one is asked for. */
function AskedAlready(props: { deployment: string }) {
  const t = useT();
  const links = useTuttiLinks();
  const { deployment } = props;
  const answer = useTutti(deploymentQuestion, [deployment], found =>
    found && isWaiting(found) ? LOOK_AGAIN : 0,
  );
  const detail = answer.data;
  const deciding = detail?.status === 'waiting-approval' && detail.approval;
  return (
    <ActionBar>
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Muted>
          {t(detail && isWaiting(detail) ? 'plan.waitsNow' : 'plan.wasRun')}
        </Muted>{' '}
        <Link to={links.deployment(deployment)}>{t('plan.seeDeployment')}</Link>
        {detail && deciding && (
          <>
            <Box sx={{ mb: 1 }}>
              <MissingApprovals approval={deciding} />
            </Box>
            {detail.review && isReviewed(detail) && (
              <ExactPlans plans={detail.review.plans} />
            )}
            <DecisionForm
              deployment={detail}
              allowed={deciding.allowed.decide}
              line={deciding.line}
              onDecided={answer.refresh}
            />
          </>
        )}
      </Box>
    </ActionBar>
  );
}

/** What a refused button explains. */
function verbOf(input: PlanInput): EnvironmentVerb {
  const { pause, replicas, restart, rotate, remove } = input;
  if (rotate ?? remove) return 'manage';
  return pause !== undefined || (replicas ?? restart) ? 'operate' : 'deploy';
}

/** What goes back, is promoted or only changes pods has the images that it says, and no others. */
function takesImages(input: PlanInput): boolean {
  const { rollbackTo, promoteFrom, pause, replicas, restart } = input;
  return [rollbackTo, promoteFrom, pause, replicas, restart].every(
    each => each === undefined,
  );
}

/** Run it, change it, leave it. */
export function PlanDecision(props: {
  view: PlanView;
  actions: ReturnType<typeof usePlanActions>;
}) {
  const t = useT();
  const { view, actions } = props;
  const { application, environment, release } = view;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [images, setImages] = useState(false);
  const asked = useAskedWords(view.input, {
    environment,
    release: release.number,
  });
  if (view.deploymentId) {
    return <AskedAlready deployment={view.deploymentId} />;
  }
  if (actions.moved) {
    return (
      <ActionBar>
        <OutOfDate view={view} moved={actions.moved} />
      </ActionBar>
    );
  }
  const allowed = deployAllowed(t, view);
  const verb = view.approval ? t('plan.askApproval', { what: asked }) : asked;
  if (view.plan.destroys) {
    return (
      <DestroyDecision
        view={view}
        allowed={allowed}
        pending={actions.deploying || actions.consenting}
        error={actions.deployError}
        onDestroy={actions.deploy}
      />
    );
  }
  return (
    <ActionBar>
      {actions.deployError ? (
        <ErrorNote error={actions.deployError} sx={{ flex: '1 1 320px' }} />
      ) : (
        <Muted role="status" sx={{ flex: '1 1 200px' }}>
          {allowed.allowed ? '' : allowed.reason}
        </Muted>
      )}
      <Grow sx={{ flexGrow: 0 }} />
      <LinkButton to={links.application(application)}>
        {t('plan.discard')}
      </LinkButton>
      {takesImages(view.input) && (
        <PlainButton onClick={() => setImages(true)}>
          {t('planning.changeImages')}
        </PlainButton>
      )}
      <AllowedButton
        variant="contained"
        disableElevation
        allowed={allowed}
        right={
          view.allowed.allowed
            ? undefined
            : { application, environment, verb: verbOf(view.input) }
        }
        pending={actions.deploying || actions.consenting}
        onClick={() => void actions.deploy()}
      >
        {actions.deploying ? t('plan.starting') : verb}
      </AllowedButton>
      {images && (
        <ImagesDialog
          application={application}
          environment={environment}
          release={release}
          onPlan={chosen => {
            setImages(false);
            requestPlan(application, environment, {
              ...view.input,
              images: mergeImages(view.input.images, chosen),
            });
          }}
          onClose={() => setImages(false)}
        />
      )}
    </ActionBar>
  );
}
