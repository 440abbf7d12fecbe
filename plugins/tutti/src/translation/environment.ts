import { messages } from './messages';

/** One environment as it is now, and what runs in it. */
export const environmentMessages = messages({
  what: { en: 'environment', de: 'Umgebung' },
  runs: { en: 'Runs', de: 'Läuft' },
  nothingYet: { en: 'nothing yet', de: 'noch nichts' },
  pending_one: {
    en: '{{count}} change is not deployed yet',
    de: '{{count}} Änderung ist noch nicht deployt',
  },
  pending_other: {
    en: '{{count}} changes are not deployed yet',
    de: '{{count}} Änderungen sind noch nicht deployt',
  },
  health: { en: 'Health', de: 'Gesundheit' },
  lastDeployment: { en: 'Last deployment', de: 'Letztes Deployment' },
  never: { en: 'never', de: 'nie' },
  onCluster: { en: 'on {{cluster}}', de: 'auf {{cluster}}' },
  inNamespace: {
    en: 'namespace {{namespace}}',
    de: 'Namespace {{namespace}}',
  },
  parts: { en: 'Parts of {{environment}}', de: 'Teile von {{environment}}' },
  runtime: { en: 'Runtime', de: 'Laufzeit' },
  history: { en: 'History', de: 'Verlauf' },
  noneOfThatName: {
    en: '{{application}} has no environment {{environment}}',
    de: '{{application}} hat keine Umgebung {{environment}}',
  },
  allOf: {
    en: 'All environments of {{application}}',
    de: 'Alle Umgebungen von {{application}}',
  },
});
