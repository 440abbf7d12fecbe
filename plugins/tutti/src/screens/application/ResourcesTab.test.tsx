import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';

const RESOURCES = '/tutti/applications/shop/environments/staging?tab=resources';
const DB = 'postgres.default#main';

async function rowOf(address: string) {
  return screen.findByRole('row', { name: new RegExp(`^${address}`) });
}

describe('Resources of an environment', () => {
  it('a generated password is rotated from its row, through a plan', async () => {
    const { tutti, user } = renderTutti(RESOURCES);
    const row = await rowOf('redis');
    expect(within(row).queryByRole('button', { name: /^Rotate/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: `Rotate ${DB}` }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Rotate passwords of staging',
    });
    expect(await within(dialog).findByRole('checkbox')).toBeChecked();
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'See what would happen' }),
    );
    await waitFor(() =>
      expect(tutti.plans['plan-7c1e'].input).toEqual({ rotate: [DB] }),
    );
  });

  it('says who is not allowed to, and why', async () => {
    const tutti = new MockTutti();
    const { shop } = tutti.details;
    tutti.details.shop = {
      ...shop,
      environments: shop.environments.map(each => ({
        ...each,
        allowed: { ...each.allowed, manage: no('Managing is for platform.') },
      })),
    };
    renderTutti(RESOURCES, { tutti });
    const button = await screen.findByRole('button', { name: `Rotate ${DB}` });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('Managing is for platform.');
  });

  it('shows who still has an older password while a rotation is half-way', async () => {
    const tutti = new MockTutti();
    tutti.resources = tutti.resources.map(each =>
      each.address === DB
        ? { ...each, olderUsedBy: { workloads: ['catalog'], resources: [] } }
        : each,
    );
    const { container } = renderTutti(RESOURCES, { tutti });
    const row = await rowOf(DB);
    expect(row).toHaveTextContent('older password still in use');
    expect(
      within(row).getByRole('rowheader', { name: /catalog$/ }),
    ).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });
});
