import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { useTuttiPlace } from '../routes';
import { ApplicationPage } from './application/ApplicationPage';
import { ApplicationsPage } from './applications/ApplicationsPage';
import { DeploymentPage } from './deployment/DeploymentPage';
import { EnvironmentPage } from './environment/EnvironmentPage';
import { NewPlanPage } from './plan/NewPlanPage';
import { PlanPage } from './plan/PlanPage';

/**
 * Every page below `/tutti`. Each page gets its names as a key too: another name is another
 * page, with its own state.
 */
export function TuttiRouter() {
  const place = useTuttiPlace();
  switch (place?.page) {
    case 'applications':
      return <ApplicationsPage />;
    case 'application':
      return (
        <ApplicationPage
          key={place.application}
          application={place.application}
        />
      );
    case 'environment':
      return (
        <EnvironmentPage
          key={`${place.application}/${place.environment}`}
          application={place.application}
          environment={place.environment}
        />
      );
    case 'newPlan':
      return (
        <NewPlanPage
          key={`${place.application}/${place.environment}`}
          application={place.application}
          environment={place.environment}
        />
      );
    case 'plan':
      // No key: a plan that takes another's place (a consent) keeps the reader's place.
      return <PlanPage plan={place.plan} />;
    case 'deployment':
      return (
        <DeploymentPage key={place.deployment} deployment={place.deployment} />
      );
    default:
      return <NotFoundErrorPage />;
  }
}
