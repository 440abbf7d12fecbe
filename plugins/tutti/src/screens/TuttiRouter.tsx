import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { useTuttiPlace } from '../routes';
import { useHeadingFocus } from './useHeadingFocus';
import { ApplicationPage } from './application/ApplicationPage';
import { ApplicationsPage } from './applications/ApplicationsPage';
import { AuditPage } from './audit/AuditPage';
import { ComparePage } from './compare/ComparePage';
import { DeploymentPage } from './deployment/DeploymentPage';
import { DriftPage } from './drift/DriftPage';
import { EnvironmentPage } from './environment/EnvironmentPage';
import { NewPlanPage } from './plan/NewPlanPage';
import { PlanPage } from './plan/PlanPage';
import { PlatformPage } from './platform/PlatformPage';
import { RolloutPage } from './rollout/RolloutPage';
import { VersionsPage } from './versions/VersionsPage';
import { WaitingPage } from './waiting/WaitingPage';
import { WebhooksPage } from './webhooks/WebhooksPage';

/**
 * Every page below `/tutti`. Each page gets its names as a key too: another name is another
 * page, with its own state.
 */
export function TuttiRouter() {
  const place = useTuttiPlace();
  // A plan that takes another's place (a consent) keeps the reader's place.
  useHeadingFocus(
    place?.page === 'plan' ? place.page : JSON.stringify(place ?? ''),
  );
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
    case 'rollout':
      return (
        <RolloutPage key={place.application} application={place.application} />
      );
    case 'plan':
      // No key, for the same reason.
      return <PlanPage plan={place.plan} />;
    case 'deployment':
      return (
        <DeploymentPage key={place.deployment} deployment={place.deployment} />
      );
    case 'compare':
      return <ComparePage />;
    case 'versions':
      return <VersionsPage />;
    case 'audit':
      return <AuditPage />;
    case 'drift':
      return <DriftPage />;
    case 'waiting':
      return <WaitingPage />;
    case 'webhooks':
      return <WebhooksPage />;
    case 'platform':
      return <PlatformPage />;
    default:
      return <NotFoundErrorPage />;
  }
}
