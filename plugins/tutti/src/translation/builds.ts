import { messages } from './messages';

/** What the CI told, and what became of it. */
export const buildsMessages = messages({
  what: { en: 'builds', de: 'Builds' },
  builds: { en: 'Builds', de: 'Builds' },
  none: { en: 'No build was told yet', de: 'Noch kein Build gemeldet' },
  noneText: {
    en: 'A CI tells Tutti which images it has built. Environment types say which of them are deployed by themselves.',
    de: 'Eine CI meldet Tutti, welche Images sie gebaut hat. Umgebungstypen bestimmen, welche davon von selbst deployt werden.',
  },
  commit: { en: 'Commit', de: 'Commit' },
  commitToCopy: { en: 'commit', de: 'Commit' },
  outcome: { en: 'What became of it', de: 'Was daraus wurde' },
  toldBy: { en: 'Told by', de: 'Gemeldet von' },
  told: { en: 'Told', de: 'Gemeldet' },
  notDeployed: {
    en: '{{environment}}: not deployed. {{reason}}',
    de: '{{environment}}: nicht deployt. {{reason}}',
  },
  replaced: {
    en: 'A newer image took its place in this deployment.',
    de: 'Ein neueres Image hat in diesem Deployment seinen Platz eingenommen.',
  },
  nowhere: {
    en: 'Not deployed: there is no environment that you see.',
    de: 'Nicht deployt: Es gibt keine sichtbare Umgebung.',
  },
});
