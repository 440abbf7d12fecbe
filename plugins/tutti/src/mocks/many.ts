import {
  DeploymentDetail,
  DeploymentStep,
  headOf,
  Plan,
  PlanStep,
  PlanView,
} from '@tutti/plugin-tutti-common';
import { running } from './deployments';
import { MockTutti } from './MockTutti';
import { planView, wholeStagingPlan } from './plans';
import { pageOf } from './stepPages';

const MANY = 3_000;
const FIRST = 40;
const PAGE = 20;

/** Every tenth is made anew. */
function dns(n: number): PlanStep {
  return {
    kind: 'resource',
    address: `dns.default#web.host-${n}`,
    action: n % 10 === 0 ? 'create' : 'keep',
    reasons: [],
    needs: ['environment'],
    objects: [],
    fingerprint: 'f',
    resourceId: `res-${n}`,
    type: 'dns',
    class: 'default',
    definition: 'dns-static',
    driver: 'static',
    driverVersion: '1',
    protection: 'none',
    inputs: {},
    outputs: { host: `host-${n}.example` },
    exactness: 'exact',
    neededBy: ['web'],
  };
}

const plan: Plan = {
  ...wholeStagingPlan,
  consents: [],
  steps: [
    ...wholeStagingPlan.steps,
    ...Array.from({ length: MANY }, (_, n) => dns(n)),
  ],
};

const steps: DeploymentStep[] = plan.steps.map((step, position) => ({
  position,
  address: step.address,
  kind: step.kind,
  action: step.action,
  status: step.action === 'keep' ? 'kept' : 'pending',
  needs: step.needs,
  attempt: 1,
}));
steps[steps.length - 10].status = 'failed';

export const bigPlan: PlanView = {
  ...planView,
  id: 'plan-big',
  plan: headOf(plan),
  ...pageOf(plan.steps.map(withPosition), { limit: FIRST }),
};

function withPosition(step: PlanStep, position: number) {
  return { ...step, position };
}

export const bigDeployment: DeploymentDetail = {
  ...running,
  id: 'deployment-big',
  planId: bigPlan.id,
  plan: bigPlan.plan,
  ...pageOf(steps, { limit: FIRST }),
  statuses: { kept: 2_706, pending: 304, failed: 1 },
};

/** Gives it a plan and a run of three thousand steps, which come in pages. */
export function addMany(mock: MockTutti): void {
  mock.plans[bigPlan.id] = bigPlan;
  mock.deployments[bigDeployment.id] = bigDeployment;
  mock.listPlanSteps = async (_id, query = {}) =>
    pageOf(plan.steps.map(withPosition), { limit: PAGE, ...query });
  mock.listDeploymentSteps = async (_id, query = {}) =>
    pageOf(steps, { limit: PAGE, ...query });
}
