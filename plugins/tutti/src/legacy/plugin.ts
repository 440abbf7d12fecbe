import type { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { applicationOf, TuttiClient } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../api';
import { rootRouteRef } from '../routes';

/** One ref for both systems, so that every link of the components leads to the same page. */
const pageRef = convertLegacyRouteRef(rootRouteRef);

const entityRef = createRouteRef({ id: 'tutti.entity' });
const versionsRef = createRouteRef({ id: 'tutti.entity.versions' });

/**
 * Tutti in an app on the old frontend system.
 *
 * @public
 */
export const tuttiPlugin = createPlugin({
  id: 'tutti',
  apis: [
    createApiFactory({
      api: tuttiApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new TuttiClient({ fetchApi }),
    }),
  ],
  routes: { root: pageRef, entity: entityRef, versions: versionsRef },
});

/**
 * Applications and everything below: `<Route path="/tutti" element={<TuttiPage />} />`.
 *
 * @public
 */
export const TuttiPage = tuttiPlugin.provide(
  createRoutableExtension({
    name: 'TuttiPage',
    component: () => import('./TuttiPage').then(m => m.TuttiPage),
    mountPoint: pageRef,
  }),
);

/**
 * The tab of a Component or System: `<EntityLayout.Route path="/environments" title="Environments"
 * if={isTuttiAvailable}><EntityTuttiContent /></EntityLayout.Route>`.
 *
 * @public
 */
export const EntityTuttiContent = tuttiPlugin.provide(
  createRoutableExtension({
    name: 'EntityTuttiContent',
    component: () => import('./entity').then(m => m.EntityTuttiContent),
    mountPoint: entityRef,
  }),
);

/**
 * What runs, down to pods with their logs, as a tab of a System or Component:
 * `<EntityLayout.Route path="/runtime" title="Runtime"><EntityTuttiRuntime /></EntityLayout.Route>`.
 *
 * @public
 */
export const EntityTuttiRuntime = tuttiPlugin.provide(
  createComponentExtension({
    name: 'EntityTuttiRuntime',
    component: {
      lazy: () => import('./entity').then(m => m.EntityTuttiRuntime),
    },
  }),
);

/**
 * Which version runs where, of a Component, a System, or everything that a Group owns:
 * `<EntityLayout.Route path="/versions" title="Versions"><EntityTuttiVersions /></EntityLayout.Route>`.
 *
 * @public
 */
export const EntityTuttiVersions = tuttiPlugin.provide(
  createRoutableExtension({
    name: 'EntityTuttiVersions',
    component: () => import('./entity').then(m => m.EntityTuttiVersions),
    mountPoint: versionsRef,
  }),
);

/**
 * The card of a bound entity: of a Component a line per environment and a way to deploy, of a System
 * its applications, of a Resource how it is there in each environment.
 *
 * @public
 */
export const EntityTuttiCard = tuttiPlugin.provide(
  createComponentExtension({
    name: 'EntityTuttiCard',
    component: {
      lazy: () => import('./entity').then(m => m.EntityTuttiCard),
    },
  }),
);

/**
 * The card "My applications" of `@backstage/plugin-home`: what of mine is not well, what is under way,
 * what I deployed last.
 *
 * @public
 */
export const HomePageTuttiCard = tuttiPlugin.provide(
  createCardExtension<object>({
    name: 'HomePageTuttiCard',
    components: () => import('./home'),
  }),
);

/**
 * The card "Waiting" of `@backstage/plugin-home`: what waits for my approval or for me to resume it.
 *
 * @public
 */
export const HomePageTuttiWaitingCard = tuttiPlugin.provide(
  createCardExtension<object>({
    name: 'HomePageTuttiWaitingCard',
    components: () => import('./waiting'),
  }),
);

/**
 * Whether an entity is bound to an application: for `if` of an `EntityLayout.Route` or an
 * `EntitySwitch.Case`.
 *
 * @public
 */
export function isTuttiAvailable(entity: Entity): boolean {
  return applicationOf(entity) !== undefined;
}
