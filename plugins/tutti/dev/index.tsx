import '@backstage/cli/asset-types';
// This is a whole app, not the plugin.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import appPlugin from '@backstage/plugin-app';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import ReactDOM from 'react-dom/client';
import { tuttiApiRef } from '../src/api';
import { MockTutti } from '../src/mocks/MockTutti';
import tuttiPlugin from '../src';
import { applyScenario } from './scenarios';

/** The whole plugin on a Tutti in memory: no backend is needed. */
const mock = new MockTutti();
applyScenario(
  mock,
  new URLSearchParams(window.location.search).get('scenario'),
);
mock.play();

/** Stands for the catalog: links to owners and people lead somewhere. */
const catalog = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        title: 'Entity',
        routeRef: entityRouteRef,
        loader: async () => <p>The page of this entity, in a real portal.</p>,
      },
    }),
  ],
});

/** Nobody signs in. */
const app = appPlugin.withOverrides({
  extensions: [
    appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
  ],
});

const devApp = createApp({
  features: [
    app,
    catalog,
    tuttiPlugin,
    createFrontendModule({
      pluginId: 'tutti',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({ api: tuttiApiRef, deps: {}, factory: () => mock }),
        }),
      ],
    }),
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(
  devApp.createRoot(),
);
