import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { no } from '../../mocks/applications';
import { MockTutti } from '../../mocks/MockTutti';

const PREVIEWS = '/tutti/applications/shop?tab=previews';

/** A shop of which previews are on the board's way. */
function shopWithPreviews(): MockTutti {
  const tutti = new MockTutti();
  const { shop } = tutti.details;
  tutti.details.shop = {
    ...shop,
    environments: [
      ...tutti.previews.map(({ environment }) => environment),
      ...shop.environments,
    ],
  };
  return tutti;
}

const rowOf = (key: string) =>
  screen.findByRole('row', { name: new RegExp(`^${key}`) });

describe('Previews of an application', () => {
  it('are no tiles of the board, but one link that says how many there are', async () => {
    const { user } = renderTutti('/tutti/applications/shop', {
      tutti: shopWithPreviews(),
    });
    const board = await screen.findByRole('group', { name: 'Environments' });
    expect(within(board).queryByText('pr-118')).toBeNull();
    expect(within(board).getByText('development')).toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: '3 previews' }));
    expect(
      await screen.findByRole('table', { name: 'Previews of shop' }),
    ).toBeInTheDocument();
  });

  it('say what they are of, how they are, and until when they are there', async () => {
    const { container } = renderTutti(PREVIEWS, { tutti: shopWithPreviews() });
    const row = await rowOf('pr-118');
    expect(within(row).getByText('Running')).toBeInTheDocument();
    expect(
      within(row).getByRole('link', { name: 'Pay by invoice' }),
    ).toHaveAttribute('href', 'https://git.example.com/shop/pulls/118');
    expect(
      within(row).getByRole('link', { name: 'http://pr-118.shop.localhost' }),
    ).toBeInTheDocument();
    expect(within(row).queryByRole('button', { name: /^Wake/ })).toBeNull();
    const stuck = await rowOf('pr-97');
    expect(stuck).toHaveTextContent('The cluster does not answer.');
    expect(within(stuck).queryByRole('button')).toBeNull();
    expect(await violations(container)).toEqual([]);
  });

  it.each([
    ['pr-121', 'Wake up pr-121', { pause: false }],
    ['pr-118', 'Destroy pr-118', { destroy: true }],
  ])('%s: the button %s leads to a plan', async (key, label, input) => {
    const { tutti, user } = renderTutti(PREVIEWS, {
      tutti: shopWithPreviews(),
    });
    const requested = jest.spyOn(tutti, 'createPlan');
    await user.click(
      within(await rowOf(key)).getByRole('button', { name: label }),
    );
    await waitFor(() => expect(requested).toHaveBeenCalled());
    expect(requested.mock.calls[0].slice(0, 3)).toEqual(['shop', key, input]);
  });

  it('a button that may not be pressed says why', async () => {
    const tutti = shopWithPreviews();
    tutti.previews = tutti.previews.map(preview => ({
      ...preview,
      environment: {
        ...preview.environment,
        allowed: { destroy: no('Destroying is for the owner.') },
      },
    }));
    renderTutti(PREVIEWS, { tutti });
    const button = within(await rowOf('pr-118')).getByRole('button');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('Destroying is for the owner.');
  });
});
