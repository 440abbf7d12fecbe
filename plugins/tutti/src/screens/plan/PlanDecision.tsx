import Box from '@mui/material/Box';
import type { PlanView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { ImagesDialog } from '../../planning/ImagesDialog';
import { mergeImages } from '../../planning/openImages';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { ActionBar } from '../../ui/ActionBar';
import { AllowedButton } from '../../ui/AllowedButton';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Grow } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { deployAllowed, usePlanActions } from './usePlan';
import { LinkButton, PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

/** What moved since the plan was made, and the way to a new one. */
function OutOfDate(props: { view: PlanView; moved: string[] }) {
  const { view, moved } = props;
  const requestPlan = useRequestPlan();
  return (
    <>
      <Box role="status" sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Mark kind="warning">
          {view.environment} changed since this plan was made
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
        Plan again
      </PlainButton>
    </>
  );
}

/** Run it, change it, leave it. */
export function PlanDecision(props: {
  view: PlanView;
  actions: ReturnType<typeof usePlanActions>;
}) {
  const { view, actions } = props;
  const { application, environment, release } = view;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [images, setImages] = useState(false);
  if (view.deploymentId) {
    return (
      <ActionBar>
        <Muted>This plan was run.</Muted>
        <Link to={links.deployment(view.deploymentId)}>See the deployment</Link>
      </ActionBar>
    );
  }
  if (actions.moved) {
    return (
      <ActionBar>
        <OutOfDate view={view} moved={actions.moved} />
      </ActionBar>
    );
  }
  const allowed = deployAllowed(view);
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
      <LinkButton to={links.application(application)}>Discard</LinkButton>
      <PlainButton onClick={() => setImages(true)}>Change images…</PlainButton>
      <AllowedButton
        variant="contained"
        disableElevation
        allowed={allowed}
        right={
          view.allowed.allowed
            ? undefined
            : { application, environment, verb: 'deploy' }
        }
        pending={actions.deploying || actions.consenting}
        onClick={() => void actions.deploy()}
      >
        {actions.deploying
          ? 'Starting…'
          : `Deploy r${release.number} to ${environment}`}
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
