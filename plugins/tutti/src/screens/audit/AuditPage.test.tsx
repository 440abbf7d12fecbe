import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';

const AUDIT = '/tutti/audit';

const table = () => screen.findByRole('table', { name: 'Who did what' });

describe('Audit', () => {
  it('says of each deed who, what, on what, and what came of it', async () => {
    const { container, user } = renderTutti(AUDIT);
    const [, set, refused, run] = within(await table()).getAllByRole('row');
    expect(set).toHaveTextContent(
      /4 min ago.*maria.*setPUT .*values.*shop\/stagingCURRENCY.*Succeeded.*5f0c6d1e/,
    );
    expect(refused).toHaveTextContent(
      /eve.*Refused.*Deleting shop is for group:default\/storefront/,
    );
    expect(within(run).getByRole('link', { name: 'a run' })).toHaveAttribute(
      'href',
      '/tutti/deployments/deployment-live',
    );
    await user.click(within(set).getByText('What changed'));
    await waitFor(() =>
      expect(set).toHaveTextContent(
        /Before: .*"version":2.*After: .*"version":3/,
      ),
    );
    expect(await violations(container)).toEqual([]);
  });

  it('keeps its filters in the address', async () => {
    const { user, address } = renderTutti(`${AUDIT}?outcome=refused`);
    expect(within(await table()).getAllByRole('row')).toHaveLength(2);
    await user.type(screen.getByLabelText('Application'), 'bank');
    await waitFor(() =>
      expect(address()).toBe('/tutti/audit?outcome=refused&application=bank'),
    );
    expect(await screen.findByText('Nothing was done')).toBeVisible();
  });

  it('asks for whole days', async () => {
    const tutti = new MockTutti();
    const list = jest.spyOn(tutti, 'listAudit');
    renderTutti(`${AUDIT}?from=2026-11-01&to=2026-11-30`, { tutti });
    await waitFor(() =>
      expect(list).toHaveBeenCalledWith({
        from: new Date(2026, 10, 1).toISOString(),
        to: new Date(2026, 11, 1).toISOString(),
        limit: 50,
      }),
    );
  });

  it('reads on where there is more than one page', async () => {
    const tutti = new MockTutti();
    const [entry] = tutti.audit;
    tutti.audit = Array.from({ length: 60 }, (_, index) => ({
      ...entry,
      id: 60 - index,
    }));
    const { user } = renderTutti(AUDIT, { tutti });
    expect(within(await table()).getAllByRole('row')).toHaveLength(51);
    await user.click(screen.getByText('Show more'));
    await waitFor(async () =>
      expect(within(await table()).getAllByRole('row')).toHaveLength(61),
    );
  });

  it('is reached from an application, narrowed to it', async () => {
    renderTutti('/tutti/applications/shop');
    expect(await screen.findByRole('link', { name: 'Audit' })).toHaveAttribute(
      'href',
      '/tutti/audit?application=shop',
    );
  });

  it('is reached from the platform', async () => {
    renderTutti('/tutti/platform');
    expect(await screen.findByRole('link', { name: 'Audit' })).toHaveAttribute(
      'href',
      '/tutti/audit',
    );
  });
});
