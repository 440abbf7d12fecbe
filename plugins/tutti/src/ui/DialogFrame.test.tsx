import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import { CancelButton, DialogBody, DialogFrame } from './DialogFrame';

/** Longer than a dialog takes to come into sight. */
const IN_SIGHT = 400;

const passed = (milliseconds: number) =>
  act(() => new Promise(done => setTimeout(done, milliseconds)));

function openDialog() {
  renderInTestApp(
    <DialogFrame title="A question" onClose={() => {}}>
      <DialogBody
        changed={false}
        onSubmit={() => {}}
        actions={<CancelButton />}
      >
        <input aria-label="first" />
        <input aria-label="second" />
      </DialogBody>
    </DialogFrame>,
  );
}

describe('A dialog', () => {
  it('begins in its first field', async () => {
    openDialog();
    const first = await screen.findByLabelText('first');
    await waitFor(() => expect(first).toHaveFocus());
  });

  it('leaves who writes already where they are', async () => {
    openDialog();
    const second = await screen.findByLabelText('second');
    act(() => second.focus());
    await passed(IN_SIGHT);
    expect(second).toHaveFocus();
  });
});
