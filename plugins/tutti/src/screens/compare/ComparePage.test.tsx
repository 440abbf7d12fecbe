import { NotFoundError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { comparison } from '../../mocks/comparison';
import { MockTutti } from '../../mocks/MockTutti';

const ADDRESS =
  '/tutti/compare?left=environment:shop/development&right=environment:shop/staging';

const section = (name: string) => screen.findByRole('region', { name });

describe('Compare', () => {
  it('shows what differs, leaf by leaf, and never a secret', async () => {
    const { container } = renderTutti(ADDRESS);
    const workloads = await section('Workloads');
    const rows = within(workloads).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'NameFielddevelopmentstaging',
      'apionly in developmentcontainers.main.imageapi:2–',
      expect.stringMatching(/^webcontainers\.main\.image.*1\.9\.2.*1\.9\.1$/),
      'containers.main.variables.DEBUGon–',
    ]);
    expect(await section('Values & secrets')).toHaveTextContent(
      /PAYMENT_KEY.*secret, changed.*secret, changed/,
    );
    expect(
      screen.queryByRole('region', { name: 'Resources' }),
    ).not.toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('shows what is the same when asked, and keeps that in the address', async () => {
    const { user, address } = renderTutti(ADDRESS);
    await section('Workloads');
    await user.click(
      screen.getByRole('checkbox', { name: 'Also what is the same' }),
    );
    expect(await section('Resources')).toHaveTextContent('No difference.');
    expect(await section('Workloads')).toHaveTextContent('The same: mail');
    expect(address()).toMatch('same=yes');
  });

  it('promotes the left side to the right one', async () => {
    const tutti = new MockTutti();
    const { user, address } = renderTutti(ADDRESS, { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Promote r41 to staging' }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
    expect(tutti.plans['plan-7c1e'].input).toEqual({
      promoteFrom: 'development',
      releaseId: 'release-41',
    });
  });

  it('says why this reader may not promote', async () => {
    const tutti = new MockTutti();
    tutti.compare = async () => ({
      ...comparison,
      allowed: { promote: no('Only team-a may deploy to staging.') },
    });
    renderTutti(ADDRESS, { tutti });
    expect(
      await screen.findByRole('button', { name: 'Promote r41 to staging' }),
    ).toHaveAccessibleDescription('Only team-a may deploy to staging.');
  });

  it('swaps sides, and compares with another environment', async () => {
    const { user, address } = renderTutti(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Swap sides' }));
    expect(address()).toMatch(
      'left=environment:shop/staging&right=environment:shop/development',
    );
    await user.click(await screen.findByRole('combobox', { name: 'Right' }));
    await user.click(await screen.findByRole('option', { name: 'production' }));
    expect(address()).toMatch('right=environment:shop/production');
  });

  it('says when nothing differs', async () => {
    const tutti = new MockTutti();
    tutti.compare = async () => ({
      ...comparison,
      sections: comparison.sections.map(each => ({ ...each, changed: [] })),
    });
    const { container } = renderTutti(ADDRESS, { tutti });
    expect(
      await screen.findByText(/^development and staging are the same/),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says where a comparison begins when there is none', async () => {
    const { container } = renderTutti('/tutti/compare');
    expect(
      await screen.findByText('Choose what to compare'),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says that it loads, and shows an error with the way to try again', async () => {
    const tutti = new MockTutti();
    let fail: (error: Error) => void = () => undefined;
    tutti.compare = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const { user } = renderTutti(ADDRESS, { tutti });
    expect(await screen.findByText('Loading comparison')).toBeInTheDocument();
    fail(new NotFoundError('There is no environment'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No comparison here',
    );
    tutti.compare = async () => comparison;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await section('Workloads')).toBeInTheDocument();
  });
});
