import { screen, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';
import { runtime } from '../../mocks/runtime';

const STAGING = '/tutti/applications/shop/environments/staging';

describe('Environment', () => {
  it('keeps apart what runs, how it is, and what was asked for', async () => {
    const { container } = renderTutti(STAGING);
    const state = await screen.findByRole('region', { name: 'State' });
    expect(state).toHaveTextContent('Runsr40');
    expect(state).toHaveTextContent('3 changes are not deployed yet');
    expect(state).toHaveTextContent('Degraded 5/6');
    expect(state).toHaveTextContent('Failed #31');
    const checkout = await screen.findByRole('listitem', { name: 'checkout' });
    expect(checkout).toHaveTextContent('cannot be pulled: not found');
    expect(checkout).toHaveTextContent('checkout-6d9f7c-x2lqp');
    const web = screen.getByRole('listitem', { name: 'web' });
    expect(web).toHaveTextContent('1 of 1 replicas ready');
    expect(within(web).queryByText('Service')).not.toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('opens a workload down to its objects', async () => {
    const { user } = renderTutti(STAGING);
    const web = await screen.findByRole('listitem', { name: 'web' });
    await user.click(within(web).getByText('3 objects'));
    expect(await within(web).findByText('Service')).toBeInTheDocument();
    expect(within(web).getByText('web-7f6d9c-k2x8p')).toBeInTheDocument();
  });

  it('shows the last known when the cluster does not answer', async () => {
    const tutti = new MockTutti();
    tutti.getRuntime = async () => ({ ...runtime, error: 'timeout.' });
    renderTutti(STAGING, { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cluster does not answer: timeout.',
    );
    expect(
      screen.getByRole('listitem', { name: 'checkout' }),
    ).toBeInTheDocument();
  });

  it('says that nothing runs yet', async () => {
    const tutti = new MockTutti();
    tutti.getRuntime = async () => ({ ...runtime, workloads: [] });
    renderTutti(STAGING, { tutti });
    expect(
      await screen.findByText('Nothing runs here yet'),
    ).toBeInTheDocument();
  });

  it('leads back from an environment that is not there', async () => {
    renderTutti('/tutti/applications/shop/environments/elsewhere');
    expect(
      await screen.findByText('Online shop has no environment elsewhere'),
    ).toBeInTheDocument();
  });

  it.each([
    ['resources', 'table', 'Resources', 'postgres-main-3f'],
    ['values', 'table', 'Values and secrets of staging', 'LOG_LEVEL'],
    ['history', 'table', 'Deployments', '#31'],
  ])('has a tab for %s', async (tab, role, name, text) => {
    renderTutti(`${STAGING}?tab=${tab}`);
    expect(await screen.findByRole(role, { name })).toHaveTextContent(text);
  });
});
