import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { paths } from '../routes';
import { ApplicationPage } from './application/ApplicationPage';
import { ApplicationsPage } from './applications/ApplicationsPage';
import { DeploymentPage } from './deployment/DeploymentPage';
import { EnvironmentPage } from './environment/EnvironmentPage';
import { NewPlanPage } from './plan/NewPlanPage';
import { PlanPage } from './plan/PlanPage';

// Each page gets its names as a key too: another name is another page, with its own state.

function ApplicationRoute() {
  const { application = '' } = useParams();
  return <ApplicationPage key={application} application={application} />;
}

function EnvironmentRoute() {
  const { application = '', environment = '' } = useParams();
  return (
    <EnvironmentPage
      key={`${application}/${environment}`}
      application={application}
      environment={environment}
    />
  );
}

function NewPlanRoute() {
  const { application = '', environment = '' } = useParams();
  return (
    <NewPlanPage
      key={`${application}/${environment}`}
      application={application}
      environment={environment}
    />
  );
}

function PlanRoute() {
  // No key: a plan that takes another's place (a consent) keeps the reader's place.
  const { plan = '' } = useParams();
  return <PlanPage plan={plan} />;
}

function DeploymentRoute() {
  const { deployment = '' } = useParams();
  return <DeploymentPage key={deployment} deployment={deployment} />;
}

/** Every page below `/tutti`. */
export function TuttiRouter() {
  return (
    <Routes>
      <Route path={paths.applications} element={<ApplicationsPage />} />
      <Route path={paths.application} element={<ApplicationRoute />} />
      <Route path={paths.environment} element={<EnvironmentRoute />} />
      <Route path={paths.newPlan} element={<NewPlanRoute />} />
      <Route path={paths.plan} element={<PlanRoute />} />
      <Route path={paths.deployment} element={<DeploymentRoute />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
