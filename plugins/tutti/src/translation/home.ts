import { messages } from './messages';

/** The card of the home page. */
export const homeMessages = messages({
  title: { en: 'My applications', de: 'Meine Anwendungen' },
  what: { en: 'your applications', de: 'eigene Anwendungen' },
  all: { en: 'All of mine', de: 'Alle eigenen' },
  unwell: { en: 'Not well', de: 'Nicht in Ordnung' },
  moving: { en: 'Under way', de: 'Unterwegs' },
  deployments: { en: 'My last deployments', de: 'Meine letzten Deployments' },
  allWell_one: {
    en: '{{count}} application, all is well',
    de: '{{count}} Anwendung, alles in Ordnung',
  },
  allWell_other: {
    en: '{{count}} applications, all is well',
    de: '{{count}} Anwendungen, alles in Ordnung',
  },
  more_one: { en: 'and {{count}} more', de: 'und {{count}} weitere' },
  more_other: { en: 'and {{count}} more', de: 'und {{count}} weitere' },
  none: {
    en: 'No application is yours yet',
    de: 'Noch keine eigene Anwendung',
  },
  noneText: {
    en: 'An application is yours when you or a group of yours owns it.',
    de: 'Eigen ist eine Anwendung, für die man selbst oder eine eigene Gruppe verantwortlich ist.',
  },
  deploymentTo: {
    en: '{{application}} to {{environment}} #{{number}}',
    de: '{{application}} nach {{environment}} #{{number}}',
  },
});
