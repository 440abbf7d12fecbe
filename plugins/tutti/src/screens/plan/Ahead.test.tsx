import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';
import { acceptedPlan } from '../../mocks/plans';
import {
  addWaiting,
  ahead,
  approval,
  needsApproval,
} from '../../mocks/waiting';

const PLAN = `/tutti/plans/${acceptedPlan.id}`;
const HOUR = 3_600_000;

const before = () => screen.findByRole('region', { name: 'Before it runs' });

describe('What lies before a plan', () => {
  it('says that approval will be needed, and by whom; the button asks for it', async () => {
    const tutti = new MockTutti();
    const { reason, quorum, groups, self } = approval;
    tutti.plans[acceptedPlan.id] = {
      ...acceptedPlan,
      approval: { reason, quorum, groups, self },
    };
    const { container } = renderTutti(PLAN, { tutti });
    expect(await before()).toHaveTextContent(
      /It will wait for approval\..*Production asks.*Needs 2 approvals, at least one of each: release-managers/,
    );
    expect(
      screen.getByRole('button', {
        name: 'Ask for approval: Deploy r41 to staging',
      }),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says that what becomes known in the run is approved there', async () => {
    const tutti = new MockTutti();
    tutti.plans[acceptedPlan.id] = {
      ...acceptedPlan,
      plan: { ...acceptedPlan.plan, reviews: ['postgres.default#main'] },
    };
    renderTutti(PLAN, { tutti });
    expect(await before()).toHaveTextContent(
      'What is done to 1 resource is known only while it runs: there it waits until somebody has approved that.',
    );
  });

  it('says until when a freeze window is open', async () => {
    const tutti = new MockTutti();
    const { shop } = tutti.details;
    tutti.details.shop = {
      ...shop,
      environments: shop.environments.map(each => ({
        ...each,
        frozen: { title: 'Weekend', until: ahead(14.5 * HOUR) },
      })),
    };
    renderTutti(PLAN, { tutti });
    expect(await before()).toHaveTextContent(
      /Weekend: nothing starts before .*, in 14 h/,
    );
  });

  it('a rollback is named by its number, and says that automation is held afterwards', async () => {
    const tutti = new MockTutti();
    tutti.plans[acceptedPlan.id] = {
      ...acceptedPlan,
      input: { rollbackTo: 'deployment-31' },
    };
    renderTutti(PLAN, { tutti });
    expect(
      await screen.findByRole('heading', { name: 'Roll staging back to #31' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Roll staging back to #31' }),
    ).toBeInTheDocument();
    expect(await before()).toHaveTextContent(
      'Afterwards automation into staging is on hold',
    );
  });

  it('of a plan that waits for approval the decision is made here', async () => {
    const tutti = new MockTutti();
    addWaiting(tutti);
    tutti.plans[acceptedPlan.id] = {
      ...acceptedPlan,
      deploymentId: needsApproval.id,
    };
    const { user } = renderTutti(PLAN, { tutti });
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(tutti.deployments[needsApproval.id].status).toBe('queued'),
    );
    expect(
      await screen.findByText('This plan waits to be run.'),
    ).toBeInTheDocument();
  });

  it('a first plan says of each workload what it runs, how often, and what it needs', async () => {
    const tutti = new MockTutti();
    tutti.plans[acceptedPlan.id] = {
      ...acceptedPlan,
      steps: acceptedPlan.steps.map(step =>
        step.kind === 'workload' && step.workload === 'web'
          ? {
              ...step,
              action: 'create',
              objects: step.objects.map(object => ({
                ...object,
                desired: { spec: { replicas: 2 } },
              })),
            }
          : step,
      ),
    };
    renderTutti(PLAN, { tutti });
    const web = (await screen.findByText('web')).closest('li');
    expect(web).toHaveTextContent('registry.example/shop/web:1.9.2');
    expect(web).toHaveTextContent('2 replicas, needs redis.default#shared');
    expect(within(web!).queryByText('1 replica')).toBeNull();
  });
});
