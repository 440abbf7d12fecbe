import { screen, waitFor } from '@testing-library/react';
import { renderTutti } from '../../__testUtils__/renderTutti';

// In a file of its own: Backstage remembers answers about permissions beyond one test.
describe('useCreateAllowed', () => {
  it('says why somebody may not make one', async () => {
    renderTutti('/tutti', { mayCreate: false });
    await screen.findByText('Online shop');
    const button = screen.getByRole('button', { name: 'New application' });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        'You lack the permission tutti.application.create.',
      ),
    );
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });
});
