import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { versions } from '../../mocks/comparison';
import { MockTutti } from '../../mocks/MockTutti';

const table = () =>
  screen.findByRole('table', { name: 'Which version runs where' });

describe('Versions', () => {
  it('shows workloads down, environments across, and the odd one out', async () => {
    const { container } = renderTutti('/tutti/versions');
    const rows = within(await table()).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'Workloaddevelopmentstaging',
      'webOnline shop1.9.2sha256:4f1c4f1c4f1cr411.9.1r40differs from the others',
    ]);
    expect(
      within(await table()).getByRole('link', { name: 'shop/staging r40' }),
    ).toHaveAttribute('href', '/tutti/applications/shop/environments/staging');
    expect(await violations(container)).toEqual([]);
  });

  it('shows by which digest it is known what ran, whole to be copied', async () => {
    const { user } = renderTutti('/tutti/versions');
    const whole = `registry.example/shop/web:1.9.2@sha256:${'4f1c'.repeat(16)}`;
    const digest = within(await table()).getByText('sha256:4f1c4f1c4f1c');
    expect(digest).toHaveAttribute('title', whole);
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      within(await table()).getByRole('button', {
        name: 'Copy 1.9.2 with its digest',
      }),
    );
    expect(write).toHaveBeenCalledWith(whole);
  });

  it('asks the server for what the filters in the address say', async () => {
    const tutti = new MockTutti();
    const list = jest.spyOn(tutti, 'listVersions');
    const { user, address } = renderTutti('/tutti/versions', { tutti });
    await table();
    await user.click(
      screen.getByRole('checkbox', { name: 'Only what differs' }),
    );
    await user.click(
      screen.getByRole('checkbox', { name: 'Everything I own' }),
    );
    await user.type(
      screen.getByRole('searchbox', { name: 'Search workloads' }),
      'w',
    );
    await waitFor(() =>
      expect(list).toHaveBeenLastCalledWith({
        search: 'w',
        mine: true,
        differs: true,
      }),
    );
    expect(address()).toMatch(/differs=yes.*mine=yes.*search=w/);
  });

  it('shows more when asked, and says when that failed', async () => {
    const tutti = new MockTutti();
    const [row] = versions;
    const page = { items: [row], next: 'shop/web' };
    const first = async () => page;
    tutti.listVersions = first;
    const { user } = renderTutti('/tutti/versions', { tutti });
    const more = await screen.findByRole('button', { name: 'Show more' });
    tutti.listVersions = () => Promise.reject(new Error('out of reach'));
    await user.click(more);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'More could not be loaded: out of reach',
    );
    tutti.listVersions = async () => ({ items: [{ ...row, workload: 'api' }] });
    await user.click(more);
    expect(
      await screen.findByRole('row', { name: /^api/ }),
    ).toBeInTheDocument();
    expect(more).not.toBeInTheDocument();
  });

  it('says that nothing fits', async () => {
    const tutti = new MockTutti();
    tutti.listVersions = async () => ({ items: [] });
    const { container } = renderTutti('/tutti/versions?differs=yes', { tutti });
    expect(
      await screen.findByText('Nothing runs that fits these filters'),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('shows an error where the table would be', async () => {
    const tutti = new MockTutti();
    tutti.listVersions = () => Promise.reject(new Error('out of reach'));
    renderTutti('/tutti/versions', { tutti });
    expect(await screen.findByRole('alert')).toHaveTextContent('out of reach');
  });
});
