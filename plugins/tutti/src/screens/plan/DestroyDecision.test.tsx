import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';
import { destroyPlan } from '../../mocks/plans';

const ADDRESS = `/tutti/plans/${destroyPlan.id}`;
const destroyButton = () =>
  screen.findByRole('button', { name: 'Destroy staging' });

function withPlan(plan = destroyPlan): MockTutti {
  const tutti = new MockTutti();
  tutti.plans[plan.id] = plan;
  return tutti;
}

describe('Destroying an environment', () => {
  it('says in numbers and names what goes, and asks for its name where data is lost', async () => {
    const tutti = withPlan();
    const deploy = jest.spyOn(tutti, 'deploy');
    const { user, address, container } = renderTutti(ADDRESS, { tutti });
    await user.click(await destroyButton());
    const dialog = await screen.findByRole('dialog', {
      name: 'Destroy staging?',
    });
    expect(dialog).toHaveTextContent(
      '6 workloads, 2 resources and 14 objects go away for good.',
    );
    expect(dialog).toHaveTextContent(
      'The data of these is lost: postgres.default#main.',
    );
    expect(dialog).toHaveTextContent('These stay: s3.default#pictures.');
    expect(await violations(dialog)).toEqual([]);
    const verb = within(dialog).getByRole('button', {
      name: 'Destroy staging',
    });
    expect(verb).toHaveAccessibleDescription('Write staging first.');
    await user.click(verb);
    expect(deploy).not.toHaveBeenCalled();
    await user.type(
      within(dialog).getByLabelText('Write staging to go on'),
      'staging',
    );
    await user.click(verb);
    await waitFor(() =>
      expect(address()).toBe('/tutti/deployments/deployment-live'),
    );
    expect(deploy).toHaveBeenCalledTimes(1);
    expect(await violations(container)).toEqual([]);
  });

  it('asks for no name where nothing is lost', async () => {
    const tutti = withPlan({
      ...destroyPlan,
      plan: {
        ...destroyPlan.plan,
        contents: { ...destroyPlan.plan.contents, losing: [] },
      },
    });
    const { user } = renderTutti(ADDRESS, { tutti });
    await user.click(await destroyButton());
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByRole('textbox')).not.toBeInTheDocument();
    expect(dialog).not.toHaveTextContent('is lost');
  });

  it('keeps everything, and gives the focus back', async () => {
    const tutti = withPlan();
    const deploy = jest.spyOn(tutti, 'deploy');
    const { user } = renderTutti(ADDRESS, { tutti });
    const opener = await destroyButton();
    await user.click(opener);
    await user.click(
      await screen.findByRole('button', { name: 'Keep it as it is' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(deploy).not.toHaveBeenCalled();
    expect(opener).toHaveFocus();
  });

  it('says why this reader may not', async () => {
    const tutti = withPlan({
      ...destroyPlan,
      allowed: no('Only release managers destroy staging.'),
    });
    const { container } = renderTutti(ADDRESS, { tutti });
    expect(await destroyButton()).toHaveAccessibleDescription(
      'Only release managers destroy staging.',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('stays with what went wrong', async () => {
    const tutti = withPlan();
    tutti.deploy = () => Promise.reject(new Error('out of reach'));
    const { user } = renderTutti(ADDRESS, { tutti });
    await user.click(await destroyButton());
    await user.type(
      await screen.findByLabelText('Write staging to go on'),
      'staging{Enter}',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
    expect(await destroyButton()).toBeInTheDocument();
  });
});
