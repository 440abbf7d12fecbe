import { screen, waitFor, within } from '@testing-library/react';
import { renderTutti } from '../../../__testUtils__/renderTutti';
import { violations } from '../../../__testUtils__/violations';
import { MockTutti } from '../../../mocks/MockTutti';

const VALUES = '/tutti/applications/shop?tab=values&of=staging';
const from = {
  store: 'cluster',
  namespace: 'shop',
  name: 'db',
  key: 'password',
};

describe('A secret that lives in a store outside', () => {
  it('is entered as a reference, and shown as one', async () => {
    const tutti = new MockTutti();
    const put = jest.spyOn(tutti, 'putValue');
    const { user } = renderTutti(VALUES, { tutti });
    await user.click(
      await screen.findByRole('button', { name: 'Set PAYMENT_KEY in staging' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('checkbox', {
        name: 'It lives in a store outside',
      }),
    );
    expect(within(dialog).queryByLabelText('Secret value')).toBeNull();
    expect(within(dialog).getByLabelText(/^Store/)).toHaveValue('cluster');
    const save = within(dialog).getByRole('button', { name: 'Save' });
    expect(save).toHaveAccessibleDescription(/every field/);
    await user.type(within(dialog).getByLabelText(/^Namespace/), 'shop');
    await user.type(within(dialog).getByLabelText(/^Name of the/), 'db');
    await user.type(within(dialog).getByLabelText(/^Key/), 'password');
    expect(await violations(dialog)).toEqual([]);
    await user.click(save);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(put).toHaveBeenCalledWith('shop', 'staging', 'PAYMENT_KEY', {
      from,
      scope: 'environment',
    });
    expect(
      await screen.findByText(
        (_, element) =>
          element?.textContent === 'from cluster secret shop/db, key password',
        { selector: 'span > span' },
      ),
    ).toBeInTheDocument();
  });

  it('is changed from what it says now', async () => {
    const tutti = new MockTutti();
    await tutti.putValue('shop', 'staging', 'PAYMENT_KEY', {
      from,
      scope: 'environment',
    });
    const { user } = renderTutti(VALUES, { tutti });
    await user.click(
      await screen.findByRole('button', {
        name: 'Change PAYMENT_KEY in staging',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText(/^Key/)).toHaveValue('password');
  });
});
