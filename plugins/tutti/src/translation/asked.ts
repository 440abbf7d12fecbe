import { messages } from './messages';

/** What a plan would do, as its title and its button say it. */
export const askedMessages = messages({
  deploy: {
    en: 'Deploy to {{environment}}',
    de: 'Nach {{environment}} deployen',
  },
  deployRelease: {
    en: 'Deploy {{release}} to {{environment}}',
    de: '{{release}} nach {{environment}} deployen',
  },
  rollBack: {
    en: 'Roll {{environment}} back',
    de: '{{environment}} zurückrollen',
  },
  rollBackTo: {
    en: 'Roll {{environment}} back to #{{number}}',
    de: '{{environment}} auf #{{number}} zurückrollen',
  },
  promote: {
    en: 'Promote from {{from}} to {{environment}}',
    de: 'Aus {{from}} nach {{environment}} übernehmen',
  },
  promoteRelease: {
    en: 'Promote {{release}} from {{from}} to {{environment}}',
    de: '{{release}} aus {{from}} nach {{environment}} übernehmen',
  },
  pause: { en: 'Pause {{environment}}', de: '{{environment}} pausieren' },
  resume: { en: 'Resume {{environment}}', de: '{{environment}} fortsetzen' },
  scale: {
    en: 'Scale {{names}} in {{environment}}',
    de: '{{names}} in {{environment}} skalieren',
  },
  replicas: {
    en: '{{workload}} to {{n}}',
    de: '{{workload}} auf {{n}}',
  },
  asWritten: {
    en: '{{workload}} as written',
    de: '{{workload}} wie geschrieben',
  },
  restart: {
    en: 'Restart {{names}} in {{environment}}',
    de: '{{names}} in {{environment}} neu starten',
  },
  rotate: {
    en: 'Rotate {{names}} in {{environment}}',
    de: '{{names}} in {{environment}} rotieren',
  },
  move: {
    en: 'Move {{names}} in {{environment}}',
    de: '{{names}} in {{environment}} verschieben',
  },
  detach: {
    en: 'Detach {{names}} from {{environment}}',
    de: '{{names}} von {{environment}} lösen',
  },
  destroy: {
    en: 'Destroy {{names}} in {{environment}}',
    de: '{{names}} in {{environment}} abbauen',
  },
});
