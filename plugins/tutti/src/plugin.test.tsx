import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { tuttiApiRef } from './api';
import tuttiPlugin from '.';
import { entityEnvironments, environmentsCard } from './extensions/entity';
import { tuttiPage } from './extensions/pages';
import { MockTutti } from './mocks/MockTutti';
import { rootRouteRef } from './routes';

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

it('is a plugin with a page that the sidebar can show', () => {
  expect(tuttiPlugin.pluginId).toBe('tutti');
  const page = createExtensionTester(tuttiPage);
  expect(page.get(coreExtensionData.routePath)).toBe('/tutti');
  expect(page.get(coreExtensionData.title)).toBe('Applications');
  expect(page.get(coreExtensionData.icon)).toBeDefined();
  expect(page.get(coreExtensionData.routeRef)).toBe(rootRouteRef);
});

describe('the tab Environments of an entity', () => {
  it('shows the board of the application that is bound to it', async () => {
    renderTestApp({
      ...inPortal,
      extensions: [
        createTestEntityPage({ entity: entity('shop') }),
        entityEnvironments,
      ],
      apis: [[tuttiApiRef, new MockTutti()]],
    });
    expect(
      await screen.findByRole('region', { name: 'staging' }),
    ).toHaveTextContent('Degraded 5/6');
  });

  it('shows that of the system for a component', async () => {
    renderTestApp({
      ...inPortal,
      extensions: [
        createTestEntityPage({
          entity: {
            ...entity('web'),
            kind: 'Component',
            spec: { type: 'website', system: 'shop' },
          },
        }),
        entityEnvironments,
      ],
      apis: [[tuttiApiRef, new MockTutti()]],
    });
    expect(
      await screen.findByRole('region', { name: 'staging' }),
    ).toBeInTheDocument();
  });

  it('says how to bind one where there is none', async () => {
    renderTestApp({
      ...inPortal,
      extensions: [
        createTestEntityPage({ entity: entity('other') }),
        entityEnvironments,
      ],
      apis: [[tuttiApiRef, new MockTutti()]],
    });
    expect(
      await screen.findByText('other is not deployed with Tutti yet'),
    ).toBeInTheDocument();
    expect(screen.getByText('tutti.dev/application')).toBeInTheDocument();
  });
});

it('shows a line per environment on the card of an annotated entity', async () => {
  renderTestApp({
    ...inPortal,
    extensions: [
      createTestEntityPage({
        entity: entity('any', { 'tutti.dev/application': 'shop' }),
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
