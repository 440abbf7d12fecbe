import { PlanRefusedError } from '@tutti/plugin-tutti-common';
import { addMany } from '../src/mocks/many';
import { MockTutti } from '../src/mocks/MockTutti';
import { refusal } from '../src/mocks/plans';
import { addWaiting } from '../src/mocks/waiting';

const unavailable = () =>
  Promise.reject(new Error('The backend does not answer (dev scenario).'));

/** What `?scenario=` in the address asks for when the page is loaded. */
const scenarios: Record<string, (mock: MockTutti) => void> = {
  /** Nobody has made an application yet. */
  empty: mock => {
    mock.applications = [];
  },
  /** The server is out of reach. */
  unavailable: mock => {
    mock.listApplications = unavailable;
    mock.getApplication = unavailable;
    mock.getPlan = unavailable;
    mock.getDeployment = unavailable;
  },
  /** No plan can be made. */
  refused: mock => {
    mock.createPlan = () =>
      Promise.reject(new PlanRefusedError('The plan is refused', refusal));
  },
  /** `/tutti/plans/plan-big`, `/tutti/deployments/deployment-big`. */
  many: addMany,
  /** `/tutti/waiting`: one of each. */
  waiting: addWaiting,
  /** Somebody else was faster. */
  stale: mock => {
    for (const plan of Object.values(mock.plans)) {
      plan.current = false;
      plan.moved = [
        'web now runs registry.example/shop/web:1.9.3 (deployment #32 by CI, 1 min ago)',
      ];
    }
  },
};

export function applyScenario(mock: MockTutti, name: string | null): void {
  if (name) scenarios[name]?.(mock);
}
