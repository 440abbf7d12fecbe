import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import { violations } from '../../../__testUtils__/violations';
import { MockTutti } from '../../../mocks/MockTutti';

describe('Values and secrets', () => {
  const table = () =>
    screen.findByRole('table', { name: 'Values and secrets of staging' });

  it('shows both scopes side by side, and never a secret', async () => {
    const { container } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
    );
    const level = within(await table()).getByRole('row', { name: /LOG_LEVEL/ });
    expect(level).toHaveTextContent('info');
    expect(level).toHaveTextContent('replaced here');
    expect(level).toHaveTextContent('debug');
    const key = within(await table()).getByRole('row', { name: /PAYMENT_KEY/ });
    expect(key).toHaveTextContent('secret, set');
    expect(await violations(container)).toEqual([]);
  });

  it('writes a secret without ever showing one', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putValue');
    const { user } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
      { tutti },
    );
    await table();
    await user.click(
      screen.getByRole('button', { name: 'Set PAYMENT_KEY in staging' }),
    );
    const field = await screen.findByLabelText('Secret value');
    expect(field).toHaveAttribute('type', 'password');
    expect(field).toHaveValue('');
    await user.type(field, '123');
    expect(await violations(screen.getByRole('dialog'))).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    // Text, although it looks like a number: a secret is never interpreted.
    expect(put).toHaveBeenCalledWith('shop', 'staging', 'PAYMENT_KEY', {
      value: '123',
      secret: true,
      scope: 'environment',
    });
  });

  it('refuses secrets of production with the reason', async () => {
    renderTutti('/tutti/applications/shop?tab=values&of=production');
    expect(
      await screen.findByRole('button', {
        name: 'Set PAYMENT_KEY in production',
      }),
    ).toHaveAccessibleDescription('Needs a release manager.');
  });

  it('says what removing an override does', async () => {
    const { user, tutti } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
    );
    await table();
    await user.click(
      screen.getByRole('button', { name: 'Remove LOG_LEVEL in staging' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Remove LOG_LEVEL?',
    });
    expect(dialog).toHaveTextContent(
      'staging falls back to what all environments have.',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Remove LOG_LEVEL' }),
    );
    await waitFor(() =>
      expect(
        tutti.values.filter(each => each.name === 'LOG_LEVEL'),
      ).toHaveLength(1),
    );
  });

  it('says what was changed and not deployed yet, and by whom', async () => {
    const tutti = new MockTutti();
    tutti.removedValues = [
      {
        name: 'OLD_FLAG',
        secret: false,
        scope: 'environment',
        updatedAt: new Date().toISOString(),
        updatedBy: 'user:default/jon',
      },
    ];
    const { container } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
      { tutti },
    );
    const key = within(await table()).getByRole('row', { name: /PAYMENT_KEY/ });
    expect(key).toHaveTextContent('changed, not deployed yet');
    expect(key).toHaveTextContent('by maria');
    const level = within(await table()).getByRole('row', { name: /LOG_LEVEL/ });
    expect(level).not.toHaveTextContent('not deployed yet');
    const removed = screen.getByRole('region', {
      name: 'Removed, not deployed yet',
    });
    expect(removed).toHaveTextContent(/OLD_FLAG.*only staging.*by jon/);
    expect(await violations(container)).toEqual([]);
  });

  it('shows every version of a name and restores one', async () => {
    const tutti = new MockTutti();
    const restore = jest.spyOn(tutti, 'restoreValue');
    const { user, toasts, address } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging',
      { tutti },
    );
    await table();
    const opener = screen.getByRole('button', {
      name: 'History of LOG_LEVEL',
    });
    await user.click(opener);
    const dialog = await screen.findByRole('dialog', {
      name: 'History of LOG_LEVEL',
    });
    expect(address()).toMatch('history=LOG_LEVEL');
    const rows = await within(dialog).findAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^Version/),
      expect.stringMatching(/^3in useall environmentsinfomaria/),
      expect.stringMatching(/^2all environmentsbefore-1maria/),
      expect.stringMatching(/^1all environmentsbefore-2maria/),
      expect.stringMatching(/^1in useonly stagingdebugjon/),
    ]);
    expect(await violations(dialog)).toEqual([]);
    expect(
      within(dialog).getByRole('button', {
        name: 'Restore version 3 for all environments',
      }),
    ).toHaveAccessibleDescription('It is in use already.');
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Restore version 2 for all environments',
      }),
    );
    await waitFor(() =>
      expect(toasts).toEqual([
        'LOG_LEVEL is as in version 2 again. It reaches what runs with the next deployment.',
      ]),
    );
    expect(restore).toHaveBeenCalledWith('shop', 'staging', 'LOG_LEVEL', {
      scope: 'application',
      version: 2,
      secret: false,
    });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(opener).toHaveFocus();
  });

  it('tells of secrets that they changed, and what is gone for good', async () => {
    const tutti = new MockTutti();
    renderTutti(
      '/tutti/applications/shop?tab=values&of=staging&history=PAYMENT_KEY',
      { tutti },
    );
    const dialog = await screen.findByRole('dialog');
    const rows = await within(dialog).findAllByRole('row');
    expect(rows[1]).toHaveTextContent('secret, changed');
    expect(dialog).toHaveTextContent(
      'Clear versions from before a name became a secret are deleted for good.',
    );
  });

  it('tells who purged a secret, and where an old one still runs', async () => {
    const tutti = new MockTutti();
    const { items } = await tutti.listValueVersions(
      'shop',
      'staging',
      'PAYMENT_KEY',
    );
    const [newest, oldest] = items;
    tutti.listValueVersions = async () => ({
      items: [
        newest,
        {
          ...oldest,
          purged: {
            at: oldest.at,
            by: 'user:default/jon',
            reason: 'It was in a log.',
          },
          usedBy: [
            {
              environment: 'staging',
              workloads: ['web'],
              resources: ['mail.default#main'],
            },
          ],
        },
      ],
    });
    renderTutti(
      '/tutti/applications/shop?tab=values&of=staging&history=PAYMENT_KEY',
      { tutti },
    );
    const dialog = await screen.findByRole('dialog');
    const rows = await within(dialog).findAllByRole('row');
    expect(rows[2]).toHaveTextContent(
      /^1still runs in stagingweb, mail\.default#main.*purgedjon.*It was in a log\./,
    );
    expect(
      within(dialog).getByRole('button', {
        name: 'Restore version 1 for all environments',
      }),
    ).toHaveAccessibleDescription(
      'Its content was purged: nobody can set it again.',
    );
    expect(await violations(dialog)).toEqual([]);
  });

  it('says why this reader may not restore a secret', async () => {
    renderTutti(
      '/tutti/applications/shop?tab=values&of=production&history=PAYMENT_KEY',
    );
    expect(
      await screen.findByRole('button', {
        name: 'Restore version 1 for all environments',
      }),
    ).toHaveAccessibleDescription('Needs a release manager.');
  });

  it('keeps the history open with what went wrong', async () => {
    const tutti = new MockTutti();
    tutti.restoreValue = () => Promise.reject(new Error('out of reach'));
    const { user } = renderTutti(
      '/tutti/applications/shop?tab=values&of=staging&history=LOG_LEVEL',
      { tutti },
    );
    await user.click(
      await screen.findByRole('button', {
        name: 'Restore version 1 for all environments',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was not restored: out of reach',
    );
  });
});

describe('A value that a plan lacks', () => {
  it('is set where its button leads, with its name filled in', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putValue');
    const { user, toasts, address } = renderTutti(
      '/tutti/applications/shop/environments/staging?tab=values&set=API_KEY&secret=yes',
      { tutti },
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'New for staging',
    });
    expect(within(dialog).getByLabelText(/^Name/)).toHaveValue('API_KEY');
    expect(await violations(dialog)).toEqual([]);
    await user.type(within(dialog).getByLabelText('Secret value'), 'k');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(put).toHaveBeenCalledWith('shop', 'staging', 'API_KEY', {
      value: 'k',
      secret: true,
      scope: 'environment',
    });
    expect(toasts).toEqual([
      'API_KEY is set. It reaches what runs with the next deployment.',
    ]);
    expect(address()).toBe(
      '/tutti/applications/shop/environments/staging?tab=values',
    );
  });
});
