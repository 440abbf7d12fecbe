import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tuttiApiRef } from '../../api';
import { MockTutti } from '../../mocks/MockTutti';
import { rootRouteRef } from '../../routes';
import { EntityRuntime } from './EntityRuntime';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'shop-web',
    annotations: {
      'tutti.dev/application': 'shop',
      'tutti.dev/workload': 'web',
    },
  },
};

it('shows what runs of a component, environment by environment', async () => {
  const tutti = new MockTutti();
  const asked = jest.spyOn(tutti, 'listRuntimeObjects');
  const user = userEvent.setup({ delay: null });
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityRuntime />
    </EntityProvider>,
    {
      apis: [[tuttiApiRef, tutti]],
      mountedRoutes: {
        '/tutti': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  await screen.findByRole('table', { name: 'Objects' });
  expect(asked).toHaveBeenCalledWith(
    'shop',
    'production',
    expect.objectContaining({ workload: 'web' }),
  );
  // Of another workload nothing is said here.
  expect(
    screen.queryByRole('list', { name: 'What is not well' }),
  ).not.toBeInTheDocument();
  await user.click(screen.getByRole('combobox', { name: 'Environment' }));
  await user.click(screen.getByRole('option', { name: 'staging' }));
  await waitFor(() =>
    expect(asked).toHaveBeenCalledWith(
      'shop',
      'staging',
      expect.objectContaining({ workload: 'web' }),
    ),
  );
  expect(
    screen.getByRole('link', { name: 'The whole environment' }),
  ).toHaveAttribute('href', '/tutti/applications/shop/environments/staging');
});
