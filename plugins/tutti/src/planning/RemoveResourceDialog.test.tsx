import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../__testUtils__/renderTutti';
import { violations } from '../__testUtils__/violations';
import { no } from '../mocks/applications';
import { MockTutti } from '../mocks/MockTutti';

const RESOURCES = '/tutti/applications/shop/environments/staging?tab=resources';

type Staging = Awaited<ReturnType<MockTutti['getEnvironment']>>;

function stagingThat(change: Partial<Staging>) {
  const tutti = new MockTutti();
  const { shop } = tutti.details;
  tutti.details.shop = {
    ...shop,
    environments: shop.environments.map(each =>
      each.name === 'staging'
        ? {
            ...each,
            ...change,
            allowed: { ...each.allowed, ...change.allowed },
          }
        : each,
    ),
  };
  return tutti;
}

const removing = (address: string) =>
  screen.findByRole('button', { name: `Remove ${address}…` });

describe('A resource is removed by a plan', () => {
  it.each([
    [
      'Detach',
      {
        images: {},
        remove: [{ address: 'postgres.default#main', how: 'detach' }],
      },
    ],
    [
      'Destroy',
      {
        images: {},
        remove: [{ address: 'postgres.default#main', how: 'destroy' }],
      },
    ],
  ])(
    '%s: says what becomes of its data, and of who needs it',
    async (how, input) => {
      const { user, tutti, address } = renderTutti(RESOURCES, {
        tutti: stagingThat({ allowed: { manage: { allowed: true } } }),
      });
      await user.click(await removing('postgres.default#main'));
      const dialog = await screen.findByRole('dialog', {
        name: 'Remove postgres.default#main from staging',
      });
      expect(dialog).toHaveTextContent(/No data is lost/);
      expect(dialog).toHaveTextContent(/its data is lost/);
      expect(dialog).toHaveTextContent(/catalog, checkout needed it/);
      expect(await violations(dialog)).toEqual([]);
      await user.click(
        within(dialog).getByRole('radio', { name: new RegExp(`^${how} `) }),
      );
      await user.click(
        within(dialog).getByRole('button', { name: 'See what would happen' }),
      );
      await waitFor(() => expect(address()).toMatch('/tutti/plans/plan-'));
      expect(tutti.plans['plan-7c1e'].input).toEqual(input);
    },
  );

  it('stays in sight where one may not, with the reason', async () => {
    renderTutti(RESOURCES, {
      tutti: stagingThat({ allowed: { manage: no('Nobody is named.') } }),
    });
    expect(await removing('redis.default#shared')).toHaveAccessibleDescription(
      'Nobody is named.',
    );
  });
});
