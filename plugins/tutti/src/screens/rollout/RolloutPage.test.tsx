import { PlanRefusedError } from '@tutti/plugin-tutti-common';
import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { succeeded } from '../../mocks/deployments';
import { MockTutti } from '../../mocks/MockTutti';
import { planView } from '../../mocks/plans';

const deployable = {
  ...planView,
  state: 'made' as const,
  current: true,
  moved: [],
  deploymentId: undefined,
  allowed: { allowed: true as const },
  plan: { ...planView.plan, deployable: true, consents: [], policies: [] },
};

/** Plans carry their environment as id; a deployment succeeds at once. */
function mock(): { tutti: MockTutti; deployed: string[] } {
  const tutti = new MockTutti();
  const deployed: string[] = [];
  tutti.createPlan = async (_, environment) => ({
    ...deployable,
    id: environment,
    environment,
  });
  tutti.getPlan = async id => ({ ...deployable, id, environment: id });
  tutti.deploy = async id => {
    deployed.push(id);
    return { ...succeeded, environment: id };
  };
  return { tutti, deployed };
}

const row = (name: string) => screen.findByRole('listitem', { name });

describe('Rolling out', () => {
  it('plans every environment, and deploys one after the other', async () => {
    const { tutti, deployed } = mock();
    const { user, container } = renderTutti(
      '/tutti/applications/shop/rollout',
      {
        tutti,
      },
    );
    const start = await screen.findByRole('button', {
      name: 'Deploy to development, staging, production',
    });
    expect(
      within(await row('staging')).getByRole('link', { name: /^Plan of r/ }),
    ).toHaveAttribute('href', '/tutti/plans/staging');
    expect(await violations(container)).toEqual([]);
    await user.click(start);
    expect(
      await within(await row('production')).findByText('Succeeded'),
    ).toBeInTheDocument();
    expect(deployed).toEqual(['development', 'staging', 'production']);
  });

  it('stops before the first environment that refuses, and says why', async () => {
    const { tutti, deployed } = mock();
    const good = tutti.createPlan;
    tutti.createPlan = async (application, environment) => {
      if (environment !== 'staging') return good(application, environment);
      throw new PlanRefusedError('refused', [
        { severity: 'error', code: 'NoMatch', message: 'Nothing makes it.' },
      ]);
    };
    const { user } = renderTutti('/tutti/applications/shop/rollout', { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Deploy to development' }),
    );
    expect(
      await within(await row('development')).findByText('Succeeded'),
    ).toBeInTheDocument();
    expect(await row('staging')).toHaveTextContent('Nothing makes it.');
    expect(deployed).toEqual(['development']);
  });

  it('stops after a deployment that fails', async () => {
    const { tutti, deployed } = mock();
    tutti.deploy = async id => {
      deployed.push(id);
      return { ...succeeded, status: 'failed', environment: id };
    };
    const { user } = renderTutti('/tutti/applications/shop/rollout', { tutti });
    await user.click(
      await screen.findByRole('button', { name: /^Deploy to development/ }),
    );
    expect(
      await within(await row('development')).findByText('Failed'),
    ).toBeInTheDocument();
    expect(deployed).toEqual(['development']);
  });
});
