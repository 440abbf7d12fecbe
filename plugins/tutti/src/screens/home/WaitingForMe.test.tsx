import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { violations } from '../../__testUtils__/violations';
import { tuttiApiRef } from '../../api';
import { MockTutti } from '../../mocks/MockTutti';
import { addWaiting } from '../../mocks/waiting';
import { rootRouteRef } from '../../routes';
import { WaitingForMe } from './WaitingForMe';

function show(tutti: MockTutti) {
  return renderInTestApp(<WaitingForMe />, {
    mountedRoutes: { '/tutti': rootRouteRef },
    apis: [[tuttiApiRef, tutti], mockApis.identity()],
  });
}

it('shows what waits for me with its decision, and how much else waits', async () => {
  const tutti = new MockTutti();
  addWaiting(tutti);
  const { container } = show(tutti);
  const mine = await screen.findByRole('list', { name: 'For you' });
  expect(
    within(mine).getByRole('button', { name: /^Look and decide/ }),
  ).toBeInTheDocument();
  expect(screen.getByText('2 other things wait')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'All that waits' })).toHaveAttribute(
    'href',
    '/tutti/waiting',
  );
  expect(await violations(container)).toEqual([]);
});

it('says what would appear where nothing waits for me', async () => {
  show(new MockTutti());
  expect(await screen.findByText('Nothing waits for you')).toBeInTheDocument();
});
