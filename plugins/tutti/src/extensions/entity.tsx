import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

/**
 * Systems and components. Whether an application is bound to one is known by the backend
 * only, so that both are shown for all of them; an app narrows that by configuration.
 */
const deployable = { kind: { $in: ['system', 'component'] } };

export const entityEnvironments = EntityContentBlueprint.make({
  name: 'environments',
  params: {
    path: '/environments',
    title: 'Environments',
    group: 'deployment',
    filter: deployable,
    loader: () =>
      import('../screens/entity/EntityEnvironments').then(m => (
        <m.EntityEnvironments />
      )),
  },
});

export const environmentsCard = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: {
      ...deployable,
      'metadata.annotations.tutti.dev/application': { $exists: true },
    },
    loader: () =>
      import('../screens/entity/EnvironmentsCard').then(m => (
        <m.EnvironmentsCard />
      )),
  },
});
