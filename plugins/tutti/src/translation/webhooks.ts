import { messages } from './messages';

/** What others are told over HTTP, and what came of it. */
export const webhooksMessages = messages({
  title: { en: 'Webhooks', de: 'Webhooks' },
  heading: { en: 'Webhooks', de: 'Webhooks' },
  what: { en: 'webhooks', de: 'Webhooks' },
  none: { en: 'No webhook is configured', de: 'Kein Webhook konfiguriert' },
  noneText: {
    en: 'A webhook tells a chat, a pipeline or whoever is on call what becomes of deployments. This in app-config.yaml makes one:',
    de: 'Ein Webhook meldet einem Chat, einer Pipeline oder der Bereitschaft, was aus Deployments wird. Dies in app-config.yaml legt einen an:',
  },
  example: { en: 'An example', de: 'Ein Beispiel' },
  delivered: { en: 'Delivered', de: 'Zugestellt' },
  pending: { en: 'Waits', de: 'Wartet' },
  dead: { en: 'Given up', de: 'Aufgegeben' },
  never: { en: 'Nothing was sent yet', de: 'Noch nichts gesendet' },
  works: {
    en: 'The last one was delivered {{ago}}',
    de: 'Der letzte wurde zugestellt {{ago}}',
  },
  fails: {
    en: 'The last try failed {{ago}}',
    de: 'Der letzte Versuch schlug fehl {{ago}}',
  },
  target: { en: 'Sent to', de: 'Gesendet an' },
  events: { en: 'Events', de: 'Ereignisse' },
  applications: { en: 'Applications', de: 'Anwendungen' },
  environmentTypes: { en: 'Environment types', de: 'Umgebungstypen' },
  all: { en: 'all', de: 'alle' },
  anywhere: {
    en: '{{target}}, private networks too',
    de: '{{target}}, auch private Netze',
  },
  waits: { en: 'Waiting', de: 'Wartend' },
  givenUp: { en: 'Given up', de: 'Aufgegeben' },
  resendAll: { en: 'Resend all', de: 'Alle erneut senden' },
  resendAllOf: {
    en: 'Resend all of {{name}} that wait or were given up',
    de: 'Alle von {{name}} erneut senden, die warten oder aufgegeben wurden',
  },
  nothingToResend: {
    en: 'Nothing waits, and nothing was given up.',
    de: 'Nichts wartet, und nichts wurde aufgegeben.',
  },
  resend: { en: 'Resend', de: 'Erneut senden' },
  resendOf: {
    en: 'Resend to {{name}}: {{what}}',
    de: 'Erneut an {{name}} senden: {{what}}',
  },
  waitsAlready: {
    en: 'It is tried again by itself. Resend all tries it now.',
    de: 'Es wird von selbst erneut versucht. „Alle erneut senden“ versucht es jetzt.',
  },
  resent_one: {
    en: '{{count}} is sent again',
    de: '{{count}} wird erneut gesendet',
  },
  resent_other: {
    en: '{{count}} are sent again',
    de: '{{count}} werden erneut gesendet',
  },
  notResent: {
    en: 'It was not sent again',
    de: 'Es wurde nicht erneut gesendet',
  },
  deliveries: {
    en: 'What {{name}} was sent',
    de: 'Was {{name}} gesendet wurde',
  },
  show: { en: 'Show', de: 'Zeigen' },
  happened: { en: 'Happened', de: 'Geschehen' },
  event: { en: 'Event', de: 'Ereignis' },
  state: { en: 'State', de: 'Zustand' },
  deployment: {
    en: '{{application}} to {{environment}} #{{number}}',
    de: '{{application}} nach {{environment}} #{{number}}',
  },
  next: { en: 'next try {{at}}', de: 'nächster Versuch {{at}}' },
  now: { en: 'being tried', de: 'wird versucht' },
  tries_one: { en: '{{count}} try', de: '{{count}} Versuch' },
  tries_other: { en: '{{count}} tries', de: '{{count}} Versuche' },
  last: { en: 'the last {{ago}}', de: 'der letzte {{ago}}' },
  answered: { en: 'answer {{answer}}', de: 'Antwort {{answer}}' },
  noneSent: { en: 'Nothing here', de: 'Nichts vorhanden' },
  noneSentText: {
    en: 'It begins with what happens after it was configured.',
    de: 'Er beginnt mit dem, was nach seiner Konfiguration geschieht.',
  },
  noneFits: {
    en: 'None of what was sent is like that.',
    de: 'Nichts Gesendetes ist in diesem Zustand.',
  },
  more: { en: 'Show more', de: 'Mehr zeigen' },
  shown_one: { en: '{{count}} shown', de: '{{count}} gezeigt' },
  shown_other: { en: '{{count}} shown', de: '{{count}} gezeigt' },
});
