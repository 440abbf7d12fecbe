import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';
import { violations } from '../../__testUtils__/violations';
import { MockTutti } from '../../mocks/MockTutti';

const WEBHOOKS = '/tutti/webhooks';

const table = () => screen.findByRole('table', { name: 'What chat was sent' });

describe('Webhooks', () => {
  it('says of one how it does, where it leads and what it was sent', async () => {
    const { container } = renderTutti(WEBHOOKS);
    const [, waits, dead, delivered] = within(await table()).getAllByRole(
      'row',
    );
    expect(screen.getByText(/The last try failed/)).toHaveTextContent(
      '5 min ago',
    );
    expect(screen.getByText('https://hooks.example.com')).toBeVisible();
    expect(waits).toHaveTextContent(
      /1 h ago.*shop to production #12deployment\.failedWaitsIt answered 500\..*33 tries, the last 5 min ago, next try .*in \d+ min/,
    );
    expect(dead).toHaveTextContent(/Given upIt answered 500\./);
    expect(delivered).toHaveTextContent(/Delivered1 try.*answer 204/);
    expect(
      within(dead).getByRole('link', { name: 'shop to production #12' }),
    ).toHaveAttribute('href', '/tutti/deployments/deployment-live');
    expect(await violations(container)).toEqual([]);
  });

  it('sends again what was given up; what waits says why not', async () => {
    const tutti = new MockTutti();
    const { user, toasts } = renderTutti(WEBHOOKS, { tutti });
    const [, waits, dead] = within(await table()).getAllByRole('row');
    expect(within(waits).getByRole('button')).toHaveAccessibleDescription(
      'It is tried again by itself. Resend all tries it now.',
    );
    await user.click(within(dead).getByRole('button'));
    await waitFor(() => expect(toasts).toEqual(['1 is sent again']));
    await waitFor(async () =>
      expect(within(await table()).queryByText('Given up')).toBeNull(),
    );
  });

  it('sends all again at once, and says what was refused', async () => {
    const tutti = new MockTutti();
    const { user, toasts } = renderTutti(WEBHOOKS, { tutti });
    const all = await screen.findByRole('button', { name: /^Resend all of/ });
    await user.click(all);
    await waitFor(() => expect(toasts).toEqual(['2 are sent again']));
    tutti.resendWebhook = async () => {
      throw new Error('Looking after webhooks is for group:default/platform.');
    };
    await user.click(all);
    expect(
      await screen.findByText(/is for group:default\/platform/),
    ).toBeVisible();
  });

  it('keeps the webhook and the filter in the address', async () => {
    const { user, address } = renderTutti(`${WEBHOOKS}?status=dead`);
    expect(within(await table()).getAllByRole('row')).toHaveLength(2);
    await user.click(screen.getByRole('tab', { name: 'incidents' }));
    expect(await screen.findByText('Nothing here')).toBeVisible();
    expect(address()).toBe('/tutti/webhooks?status=dead&webhook=incidents');
    expect(
      screen.getByRole('button', { name: /^Resend all of/ }),
    ).toHaveAccessibleDescription('Nothing waits, and nothing was given up.');
  });

  it('reads on where there is more than one page', async () => {
    const tutti = new MockTutti();
    const [one] = tutti.webhookDeliveries.chat;
    tutti.webhookDeliveries = {
      chat: Array.from({ length: 30 }, (_, index) => ({
        ...one,
        id: `many-${index}`,
      })),
    };
    const { user } = renderTutti(WEBHOOKS, { tutti });
    expect(within(await table()).getAllByRole('row')).toHaveLength(26);
    await user.click(screen.getByText('Show more'));
    await waitFor(async () =>
      expect(within(await table()).getAllByRole('row')).toHaveLength(31),
    );
  });

  it('says how to configure one where there is none', async () => {
    const tutti = new MockTutti();
    tutti.webhooks = [];
    const { container } = renderTutti(WEBHOOKS, { tutti });
    expect(await screen.findByText('No webhook is configured')).toBeVisible();
    expect(screen.getByRole('group', { name: 'An example' })).toHaveTextContent(
      /tutti:.*webhooks:.*secret: \$\{TUTTI_WEBHOOK_SECRET\}/,
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says who may where one may not', async () => {
    const tutti = new MockTutti();
    tutti.listWebhooks = async () => {
      throw new Error(
        'Looking after webhooks is for group:default/platform (tutti.access.webhooks; tutti.webhook.manage).',
      );
    };
    renderTutti(WEBHOOKS, { tutti });
    expect(
      await screen.findAllByText(/is for group:default\/platform/),
    ).not.toHaveLength(0);
  });

  it('is reached from the platform', async () => {
    renderTutti('/tutti/platform');
    expect(
      await screen.findByRole('link', { name: 'Webhooks' }),
    ).toHaveAttribute('href', '/tutti/webhooks');
  });
});
