import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../__testUtils__/renderTutti';
import { violations } from '../__testUtils__/violations';
import { addMany, bigDeployment, bigPlan } from '../mocks/many';
import { MockTutti } from '../mocks/MockTutti';

const PLAN = `/tutti/plans/${bigPlan.id}`;
const RUN = `/tutti/deployments/${bigDeployment.id}`;

function withMany(): MockTutti {
  const mock = new MockTutti();
  addMany(mock);
  return mock;
}

describe('three thousand steps', () => {
  it('of a plan: those that change, a page at a time; what is unchanged when it is asked for', async () => {
    const tutti = withMany();
    const ask = jest.spyOn(tutti, 'listPlanSteps');
    const { user, container } = renderTutti(`${PLAN}?tab=resources`, { tutti });
    const tab = await screen.findByRole('tabpanel', { name: 'Resources 302' });
    expect(await within(tab).findByText(/#web\.host-0$/)).toBeInTheDocument();
    expect(within(tab).queryByText(/#web\.host-1$/)).not.toBeInTheDocument();
    expect(within(tab).getByText(/^2703 unchanged/)).toBeInTheDocument();
    await user.click(
      within(tab).getByRole('button', { name: 'Show more steps' }),
    );
    expect(await within(tab).findByText(/#web\.host-300$/)).toBeInTheDocument();
    expect(ask).toHaveBeenLastCalledWith(
      bigPlan.id,
      expect.objectContaining({ cursor: expect.any(Number) }),
    );
    expect(
      ask.mock.calls.filter(([, query]) => query?.action === 'keep'),
    ).toEqual([]);
    await user.click(within(tab).getByText(/^2703 unchanged/));
    expect(await within(tab).findByText(/#web\.host-1$/)).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('of a plan: any of them is found', async () => {
    const { user } = renderTutti(`${PLAN}?tab=resources`, {
      tutti: withMany(),
    });
    await user.type(
      await screen.findByLabelText('Find in the plan'),
      'host-2990',
    );
    expect(await screen.findByText(/#web\.host-2990$/)).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.queryByText(/#web\.host-0$/)).not.toBeInTheDocument(),
    );
  });

  it('of a run: how many, in all; what failed first; a list that goes on, and finds any', async () => {
    const { user } = renderTutti(RUN, { tutti: withMany() });
    const region = await screen.findByRole('region', { name: 'Steps' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^dns web\.host-2990: failed/,
    );
    expect(within(region).getByRole('status')).toHaveTextContent('41 of 3011');
    expect(
      await screen.findByRole('list', { name: 'Phases' }),
    ).toHaveTextContent('Deploy 2706/3011');
    await user.click(
      within(region).getByRole('button', { name: 'Show more steps' }),
    );
    await waitFor(() =>
      expect(within(region).getByRole('status')).toHaveTextContent(
        '61 of 3011',
      ),
    );
    await user.type(within(region).getByLabelText('Find a step'), '1990');
    expect(
      await within(region).findByRole('button', { name: /web\.host-1990/ }),
    ).toBeInTheDocument();
  });

  it('of a run: the step of a link is loaded, wherever it stands', async () => {
    renderTutti(
      `${RUN}?step=${encodeURIComponent('dns.default#web.host-2500')}`,
      {
        tutti: withMany(),
      },
    );
    expect(
      await screen.findByRole('region', { name: 'Step web.host-2500' }),
    ).toHaveTextContent('dns-static');
  });
});
