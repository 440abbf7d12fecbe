import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { tuttiApiRef } from './api';
import tuttiPlugin from '.';
import { entityEnvironments, environmentsCard } from './extensions/entity';
import { platformPage, tuttiPage, waitingPage } from './extensions/pages';
import { MockTutti } from './mocks/MockTutti';
import { platformRouteRef, rootRouteRef, waitingRouteRef } from './routes';

function entity(name: string, annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { namespace: 'default', name, annotations },
    spec: { owner: 'team-a' },
  };
}

const inPortal = {
  mountedRoutes: {
    '/tutti': rootRouteRef,
    '/catalog/:namespace/:kind/:name': entityRouteRef,
  },
};

// A tab loads its content when it is opened; transforming all of it is no part of a test's time.
beforeAll(() => import('./screens/entity/EntityEnvironments'), 60_000);

it('is a plugin with a page that the sidebar can show', () => {
  expect(tuttiPlugin.pluginId).toBe('tutti');
  const page = createExtensionTester(tuttiPage, {
    apis: [mockApis.translation()],
  });
  expect(page.get(coreExtensionData.routePath)).toBe('/tutti');
  expect(page.get(coreExtensionData.title)).toBe('Applications');
  expect(page.get(coreExtensionData.icon)).toBeDefined();
  expect(page.get(coreExtensionData.routeRef)).toBe(rootRouteRef);
});

it('has an entry for the platform beside it', () => {
  const page = createExtensionTester(platformPage, {
    apis: [mockApis.translation()],
  });
  expect(page.get(coreExtensionData.routePath)).toBe('/tutti/platform');
  expect(page.get(coreExtensionData.title)).toBe('Platform');
  expect(page.get(coreExtensionData.routeRef)).toBe(platformRouteRef);
});

it('has an entry for what waits', () => {
  const page = createExtensionTester(waitingPage, {
    apis: [mockApis.translation()],
  });
  expect(page.get(coreExtensionData.routePath)).toBe('/tutti/waiting');
  expect(page.get(coreExtensionData.title)).toBe('Waiting');
  expect(page.get(coreExtensionData.routeRef)).toBe(waitingRouteRef);
});

describe('the tab Environments of an entity', () => {
  const shown = (given: ReturnType<typeof entity>) => {
    renderTestApp({
      ...inPortal,
      extensions: [createTestEntityPage({ entity: given }), entityEnvironments],
      apis: [[tuttiApiRef, new MockTutti()]],
    });
  };

  it('shows the board of the application that it names', async () => {
    shown(entity('any', { 'tutti.dev/application': 'shop' }));
    expect(
      await screen.findByRole('region', { name: 'staging' }),
    ).toHaveTextContent('Degraded 5/6');
  });

  it('begins with the workload that a component is', async () => {
    shown({
      ...entity('any', {
        'tutti.dev/application': 'shop',
        'tutti.dev/workload': 'cart',
      }),
      kind: 'Component',
    });
    expect(
      await screen.findByRole('region', { name: 'cart' }),
    ).toHaveTextContent(/of Online shop.*development2\.4\.0.*staging2\.4\.0/);
    const [first] = await screen.findAllByRole('rowheader');
    expect(first).toHaveTextContent('cart');
  });

  it('is not there where nothing is bound', async () => {
    shown(entity('other'));
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});

it('shows a line per environment on the card of an annotated component', async () => {
  renderTestApp({
    ...inPortal,
    extensions: [
      createTestEntityPage({
        entity: {
          ...entity('any', { 'tutti.dev/application': 'shop' }),
          kind: 'Component',
        },
      }),
      environmentsCard,
    ],
    apis: [[tuttiApiRef, new MockTutti()]],
  });
  expect(await screen.findByText('Deployment failed')).toBeInTheDocument();
  expect(
    screen.getByRole('region', { name: 'Environments' }),
  ).toHaveTextContent(/development.*staging.*production/);
});
