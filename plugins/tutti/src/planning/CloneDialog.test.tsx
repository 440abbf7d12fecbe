import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../__testUtils__/renderTutti';
import { violations } from '../__testUtils__/violations';
import { no, shop } from '../mocks/applications';
import { MockTutti } from '../mocks/MockTutti';

/** A value and a secret of its own. */
function withOwnSecret(): MockTutti {
  const tutti = new MockTutti();
  const [, own] = tutti.values;
  tutti.values = [
    ...tutti.values,
    { ...own, name: 'TOKEN', secret: true, value: undefined },
  ];
  return tutti;
}

async function openClone(tutti: MockTutti) {
  const rendered = renderTutti('/tutti/applications/shop', { tutti });
  const opener = await screen.findByRole('button', {
    name: 'More for staging',
  });
  await rendered.user.click(opener);
  await rendered.user.click(
    await screen.findByRole('menuitem', { name: 'New environment like this…' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'New environment like staging',
  });
  return { ...rendered, opener, dialog };
}

describe('A new environment like another one', () => {
  it('gets chosen values and secrets of its own, and is planned', async () => {
    const tutti = withOwnSecret();
    const create = jest.spyOn(tutti, 'createEnvironment');
    const { user, dialog, address } = await openClone(tutti);
    expect(
      within(dialog).getByRole('button', { name: 'Make and plan' }),
    ).toHaveAccessibleDescription('Give it a name first.');
    await user.type(within(dialog).getByLabelText('Name'), 'review');
    await user.click(
      await within(dialog).findByRole('checkbox', { name: /^LOG_LEVEL/ }),
    );
    await user.type(within(dialog).getByLabelText('TOKEN'), 'of its own');
    expect(await violations(dialog)).toEqual([]);
    await user.click(
      within(dialog).getByRole('button', { name: 'Make and plan' }),
    );
    await waitFor(() => expect(address()).toBe('/tutti/plans/plan-7c1e'));
    expect(create).toHaveBeenCalledWith(
      'shop',
      {
        name: 'review',
        type: 'staging',
        from: { environment: 'staging', values: [] },
        secrets: { TOKEN: 'of its own' },
      },
      { idempotencyKey: expect.any(String) },
    );
    expect(tutti.plans['plan-7c1e'].input).toEqual({
      promoteFrom: 'staging',
      releaseId: 'release-40',
    });
  });

  it('does not take a name twice', async () => {
    const { user, dialog } = await openClone(new MockTutti());
    await user.type(within(dialog).getByLabelText('Name'), 'production');
    expect(
      await within(dialog).findByText('There is an environment of this name.'),
    ).toBeInTheDocument();
  });

  it('says why this reader may not make one', async () => {
    const tutti = new MockTutti();
    tutti.details.shop = {
      ...shop,
      allowed: { ...shop.allowed, createEnvironment: no('Ask team-a.') },
    };
    const { user, dialog } = await openClone(tutti);
    await user.type(within(dialog).getByLabelText('Name'), 'review');
    expect(
      within(dialog).getByRole('button', { name: 'Make and plan' }),
    ).toHaveAccessibleDescription('Ask team-a.');
  });

  it('says that there is nothing to copy, and what went wrong', async () => {
    const tutti = new MockTutti();
    tutti.values = [];
    tutti.createEnvironment = () => Promise.reject(new Error('out of reach'));
    const { user, dialog } = await openClone(tutti);
    expect(
      await within(dialog).findByText('staging has no values of its own.'),
    ).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText('Name'), 'review');
    await user.click(
      within(dialog).getByRole('button', { name: 'Make and plan' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'out of reach',
    );
  });

  it('asks before what was written is lost, and gives the focus back', async () => {
    const { user, dialog, opener } = await openClone(new MockTutti());
    await user.type(within(dialog).getByLabelText('Name'), 'review');
    await user.keyboard('{Escape}');
    const question = await screen.findByRole('dialog', {
      name: 'Discard what you wrote?',
    });
    expect(await violations(question)).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await waitFor(() => expect(opener).toHaveFocus());
  });
});
