import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
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

createDevApp({
  features: [
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
