import { messages } from './messages';

export const rolloutMessages = messages({
  open: { en: 'Roll out…', de: 'Ausrollen…' },
  title: { en: 'Roll out {{application}}', de: '{{application}} ausrollen' },
  what: {
    en: 'The current workloads, environment after environment: the next one begins when the one before has succeeded.',
    de: 'Die aktuellen Workloads, Umgebung für Umgebung: Die nächste beginnt, wenn die vorige gelungen ist.',
  },
  application: { en: 'application', de: 'Anwendung' },
  noEnvironment: { en: 'No environment yet', de: 'Noch keine Umgebung' },
  planning: { en: 'Planning…', de: 'Wird geplant…' },
  stillPlanning: {
    en: 'Wait until every plan is made.',
    de: 'Warten, bis alle Pläne gemacht sind.',
  },
  refused: {
    en: 'This cannot be deployed. It stops here.',
    de: 'Das kann nicht deployt werden. Hier ist Schluss.',
  },
  notStarted: { en: 'It did not start.', de: 'Es hat nicht begonnen.' },
  unchanged: {
    en: 'Nothing changes here.',
    de: 'Hier ändert sich nichts.',
  },
  blocked: {
    en: 'The first environment cannot be deployed.',
    de: 'Die erste Umgebung kann nicht deployt werden.',
  },
  nothing: {
    en: 'Nothing changes in any environment.',
    de: 'In keiner Umgebung ändert sich etwas.',
  },
  progress: {
    en: '{{done}} of {{of}} steps',
    de: '{{done}} von {{of}} Schritten',
  },
  deployment: { en: 'Deployment #{{number}}', de: 'Deployment #{{number}}' },
  planOf: { en: 'Plan of r{{release}}', de: 'Plan von r{{release}}' },
  stay: {
    en: 'Stay on this page: leaving it lets the running deployment end, and begins no other.',
    de: 'Auf dieser Seite bleiben: Wer sie verlässt, lässt das laufende Deployment enden und beginnt kein weiteres.',
  },
  again: { en: 'Plan again', de: 'Neu planen' },
  running: { en: 'Rolling out…', de: 'Wird ausgerollt…' },
  start: { en: 'Deploy to {{environments}}', de: 'Deployen: {{environments}}' },
  everywhere: { en: 'all environments', de: 'alle Umgebungen' },
});
