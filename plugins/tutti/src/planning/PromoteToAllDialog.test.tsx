import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../__testUtils__/renderTutti';
import { violations } from '../__testUtils__/violations';
import { MockTutti } from '../mocks/MockTutti';

/** Of the environment that it comes from. */
async function open(tutti: MockTutti) {
  const rendered = renderTutti('/tutti/applications/shop', { tutti });
  const { user } = rendered;
  await user.click(
    await screen.findByRole('button', { name: 'More for development' }),
  );
  await user.click(
    await screen.findByRole('menuitem', { name: /Promote to all of a type/ }),
  );
  const dialog = await screen.findByRole('dialog');
  return { ...rendered, dialog: within(dialog), element: dialog };
}

describe('promoting to all of a type', () => {
  it('shows who gets it and what needs approval, and begins with one button', async () => {
    const tutti = new MockTutti();
    const { user, dialog, element } = await open(tutti);
    // The nearest type comes first.
    expect(await dialog.findByRole('radio', { name: /Staging/ })).toBeChecked();
    await user.click(dialog.getByRole('radio', { name: /Production/ }));
    const list = await dialog.findByRole('list', { name: 'Environments' });
    expect(list).toHaveTextContent(/production/);
    expect(list).toHaveTextContent('waits for approval first');
    expect(await violations(element)).toEqual([]);
    await user.click(
      dialog.getByRole('button', { name: 'Promote to 1 environment' }),
    );
    await waitFor(() => expect(tutti.rounds).toHaveLength(1));
    expect(tutti.rounds[0]).toMatchObject({
      from: 'development',
      type: 'production',
    });
  });

  it('says why it may not begin', async () => {
    const tutti = new MockTutti();
    const reason = 'production: Only release managers may deploy there.';
    const outlook = tutti.getPromotionOutlook.bind(tutti);
    tutti.getPromotionOutlook = async (application, input) => ({
      ...(await outlook(application, input)),
      allowed: { allowed: false, reason },
    });
    const { dialog } = await open(tutti);
    await waitFor(() =>
      expect(
        dialog.getByRole('button', { name: /Promote to/ }),
      ).toHaveAccessibleDescription(reason),
    );
  });
});

describe('a promotion to all of a type that goes on', () => {
  it('is on the board, and can be stopped', async () => {
    const tutti = new MockTutti();
    await tutti.promoteToAll('shop', {
      from: 'development',
      type: 'production',
    });
    const { user } = renderTutti('/tutti/applications/shop', { tutti });
    const part = await screen.findByRole('region', {
      name: 'Promotions to all of a type',
    });
    expect(part).toHaveTextContent('0 of 1 have it, 0 under way, 1 not begun.');
    await user.click(within(part).getByRole('button', { name: 'Stop' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(part).toHaveTextContent('stopped'));
  });
});
