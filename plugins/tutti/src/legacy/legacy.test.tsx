import type { Entity } from '@backstage/catalog-model';
import { alertApiRef, AlertMessage } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  coreApis,
  ToastApiMessage,
  useApi,
} from '@backstage/frontend-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router-dom';
import { tuttiApiRef } from '../api';
import { MockTutti } from '../mocks/MockTutti';
import {
  EntityTuttiCard,
  EntityTuttiContent,
  EntityTuttiRuntime,
  EntityTuttiVersions,
} from './entity';
import {
  HomePageTuttiCard,
  HomePageTuttiWaitingCard,
  isTuttiAvailable,
  tuttiPlugin,
} from '.';
import { OldApp } from './OldApp';
import { TuttiPage } from './TuttiPage';

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    namespace: 'default',
    name: 'shop',
    annotations: { 'tutti.dev/application': 'shop' },
  },
  spec: { owner: 'team-a' },
};

/** In an app on the old system: React Router, alerts, and nothing of the new one. */
async function renderInOldApp(address: string) {
  let shown = '';
  function Address() {
    const { pathname, search } = useLocation();
    shown = pathname + search;
    return null;
  }
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [tuttiApiRef, new MockTutti()],
        [permissionApiRef, mockApis.permission()],
        [catalogApiRef, catalogApiMock()],
      ]}
    >
      <Address />
      <Routes>
        <Route path="/tutti/*" element={<TuttiPage />} />
        <Route path="/home" element={<HomePageTuttiCard />} />
        <Route path="/home/waiting" element={<HomePageTuttiWaitingCard />} />
        <Route
          path="/entity"
          element={
            <EntityProvider entity={shop}>
              <EntityTuttiContent />
              <EntityTuttiCard />
            </EntityProvider>
          }
        />
        <Route
          path="/entity/runtime"
          element={
            <EntityProvider entity={shop}>
              <EntityTuttiRuntime />
            </EntityProvider>
          }
        />
        <Route
          path="/entity/versions"
          element={
            <EntityProvider entity={shop}>
              <EntityTuttiVersions />
            </EntityProvider>
          }
        />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: {
        '/tutti': tuttiPlugin.routes.root,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return {
    user: userEvent.setup({ delay: null }),
    address: () => shown,
  };
}

it('has the page with every page below it, and links that do not load the app anew', async () => {
  const { user, address } = await renderInOldApp('/tutti');
  expect(
    screen.getByRole('heading', { name: 'Applications' }),
  ).toBeInTheDocument();
  const link = await screen.findByRole('link', { name: /^Online shop/ });
  expect(link).toHaveAttribute('href', '/tutti/applications/shop');
  await user.click(link);
  expect(address()).toBe('/tutti/applications/shop');
  expect(
    await screen.findByRole('region', { name: 'staging' }),
  ).toBeInTheDocument();
});

it.each<[ToastApiMessage, AlertMessage]>([
  [
    { title: 'Saved.', timeout: 6000 },
    { message: 'Saved.', severity: 'success', display: 'transient' },
  ],
  [
    { title: 'Not saved.', description: 'Ask Maria.', status: 'danger' },
    {
      message: 'Not saved. Ask Maria.',
      severity: 'error',
      display: 'permanent',
    },
  ],
])('shows toasts as alerts', async (toast, alert) => {
  const alerts: AlertMessage[] = [];
  function Posting() {
    const toasts = useApi(coreApis.toast);
    return <button onClick={() => toasts.post(toast)}>Post</button>;
  }
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [alertApiRef, { post: (each: AlertMessage) => alerts.push(each) }],
      ]}
    >
      <OldApp>
        <Posting />
      </OldApp>
    </TestApiProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Post' }));
  expect(alerts).toEqual([alert]);
});

it('has the tab and the card of an entity', async () => {
  await renderInOldApp('/entity');
  expect(
    await screen.findByRole('region', { name: 'staging' }),
  ).toHaveTextContent('Degraded 5/6');
  expect(await screen.findByRole('grid')).toHaveTextContent(
    /Development.*Staging.*Production.*Online shop/,
  );
});

it('has the tab with what runs', async () => {
  await renderInOldApp('/entity/runtime');
  expect(
    await screen.findByRole('table', { name: 'Objects' }),
  ).toHaveTextContent('Workload cart');
});

it('has the card of the home page', async () => {
  await renderInOldApp('/home');
  expect(
    await screen.findByRole('heading', { name: 'My applications' }),
  ).toBeInTheDocument();
  expect(
    await screen.findByRole('list', { name: 'Not well' }),
  ).toHaveTextContent('Online shop · staging');
});

it('has the card of what waits', async () => {
  await renderInOldApp('/home/waiting');
  expect(await screen.findByText('Nothing waits for you')).toBeInTheDocument();
});

it('has the tab of versions', async () => {
  await renderInOldApp('/entity/versions');
  const table = await screen.findByRole('table', {
    name: 'Which version runs where',
  });
  expect(table).toHaveTextContent(/web.*1\.9\.2.*1\.9\.1/);
});

it('says of which entities there is something to show', () => {
  expect(isTuttiAvailable(shop)).toBe(true);
  expect(isTuttiAvailable({ ...shop, metadata: { name: 'other' } })).toBe(
    false,
  );
});
