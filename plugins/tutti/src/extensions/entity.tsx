import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  APPLICATION_ANNOTATION,
  RESOURCE_ANNOTATION,
} from '@tutti/plugin-tutti-common';
import { tuttiTranslationRef } from '../translation';

/** Of what is not deployed with Tutti there is neither tab nor card, and nothing is asked. */
const namesApplication = {
  [`metadata.annotations.${APPLICATION_ANNOTATION}`]: { $exists: true },
};
const bound = { kind: { $in: ['system', 'component'] }, ...namesApplication };

export const entityEnvironments = EntityContentBlueprint.make({
  name: 'environments',
  params: {
    path: '/environments',
    title: tuttiTranslationRef('common.environments'),
    group: 'deployment',
    filter: bound,
    loader: () =>
      import('../screens/entity/EntityEnvironments').then(m => (
        <m.EntityEnvironments />
      )),
  },
});

export const entityRuntime = EntityContentBlueprint.make({
  name: 'runtime',
  params: {
    path: '/runtime',
    title: tuttiTranslationRef('environment.runtime'),
    group: 'deployment',
    filter: bound,
    loader: () =>
      import('../screens/entity/EntityRuntime').then(m => <m.EntityRuntime />),
  },
});

export const environmentsCard = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: { kind: 'component', ...namesApplication },
    loader: () =>
      import('../screens/entity/EnvironmentsCard').then(m => (
        <m.EnvironmentsCard />
      )),
  },
});

export const systemCard = EntityCardBlueprint.make({
  name: 'system',
  params: {
    type: 'content',
    filter: { kind: 'system', ...namesApplication },
    loader: () =>
      import('../screens/entity/SystemCard').then(m => <m.SystemCard />),
  },
});

export const resourceCard = EntityCardBlueprint.make({
  name: 'resource',
  params: {
    type: 'content',
    filter: {
      kind: 'resource',
      ...namesApplication,
      [`metadata.annotations.${RESOURCE_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('../screens/entity/ResourceCard').then(m => <m.ResourceCard />),
  },
});

/** Of a Group what it owns, of a bound System or Component its application. */
export const entityVersions = EntityContentBlueprint.make({
  name: 'versions',
  params: {
    path: '/versions',
    title: tuttiTranslationRef('versions.title'),
    group: 'deployment',
    filter: { $any: [bound, { kind: 'group' }] },
    loader: () =>
      import('../screens/entity/EntityVersions').then(m => (
        <m.EntityVersions />
      )),
  },
});
