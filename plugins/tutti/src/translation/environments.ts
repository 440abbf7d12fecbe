import { messages } from './messages';

export const environmentsMessages = messages({
  compareWith: {
    en: 'Compare with another…',
    de: 'Mit einer anderen vergleichen…',
  },
  makeLike: {
    en: 'New environment like this…',
    de: 'Neue Umgebung wie diese…',
  },
  destroy: { en: 'Destroy…', de: 'Abbauen…' },
  destroyHint: {
    en: 'You see first what goes away',
    de: 'Zuerst sehen Sie, was verschwindet',
  },
  remove: { en: 'Remove…', de: 'Entfernen…' },
  destroyed: { en: 'Destroyed', de: 'Abgebaut' },
  destroyTitle: {
    en: 'Destroy {{environment}}',
    de: '{{environment}} abbauen',
  },
  planTitle: {
    en: 'What destroying {{environment}} would do',
    de: 'Was der Abbau von {{environment}} tut',
  },
  goes: {
    en: '{{workloads}} workloads, {{resources}} resources and {{objects}} objects go away for good.',
    de: '{{workloads}} Workloads, {{resources}} Ressourcen und {{objects}} Objekte verschwinden endgültig.',
  },
  stays: {
    en: 'These stay: {{names}}.',
    de: 'Diese bleiben: {{names}}.',
  },
  loses: {
    en: 'The data of these is lost: {{names}}.',
    de: 'Die Daten von diesen gehen verloren: {{names}}.',
  },
  keepsHistory: {
    en: 'The environment stays with its history and its values until somebody removes it; it can be deployed to again.',
    de: 'Die Umgebung bleibt mit ihrer Geschichte und ihren Werten, bis jemand sie entfernt; in sie kann wieder deployt werden.',
  },
  runTitle: {
    en: 'Destroying {{environment}} #{{number}}',
    de: 'Abbau von {{environment}} #{{number}}',
  },
  destroyAgain: { en: 'Destroy again', de: 'Noch einmal abbauen' },
  removeTitle: {
    en: 'Remove {{environment}}?',
    de: '{{environment}} entfernen?',
  },
  removeVerb: {
    en: 'Remove {{environment}}',
    de: '{{environment}} entfernen',
  },
  removeText: {
    en: 'Nothing runs in it. Its history, its values and its secrets are lost, and its name is free again.',
    de: 'Nichts läuft darin. Ihre Geschichte, ihre Werte und ihre Secrets gehen verloren, und ihr Name ist wieder frei.',
  },
  retained: {
    en: 'Kept on purpose, and left in the cluster without anybody who knows of it: {{names}}. Detach them first, under Resources, where another environment is to adopt them.',
    de: 'Absichtlich behalten, und im Cluster zurückgelassen, ohne dass jemand davon weiß: {{names}}. Lösen Sie sie zuerst, unter Ressourcen, wenn eine andere Umgebung sie übernehmen soll.',
  },
  cloneTitle: {
    en: 'New environment like {{environment}}',
    de: 'Neue Umgebung wie {{environment}}',
  },
  cloneText: {
    en: 'It gets resources of its own. What it has is planned next, from the release that runs in {{environment}}.',
    de: 'Sie bekommt eigene Ressourcen. Als Nächstes wird geplant, was sie hat: aus dem Release, das in {{environment}} läuft.',
  },
  name: { en: 'Name', de: 'Name' },
  type: { en: 'Type', de: 'Typ' },
  nameFirst: {
    en: 'Give it a name first.',
    de: 'Geben Sie ihr zuerst einen Namen.',
  },
  nameTaken: {
    en: 'There is an environment of this name.',
    de: 'Eine Umgebung dieses Namens gibt es schon.',
  },
  copyValues: { en: 'Values to copy', de: 'Werte, die kopiert werden' },
  noValues: {
    en: '{{environment}} has no values of its own.',
    de: '{{environment}} hat keine eigenen Werte.',
  },
  newSecrets: {
    en: 'Secrets are not copied; give each its own, or leave it empty',
    de: 'Secrets werden nicht kopiert; geben Sie jedem ein eigenes, oder lassen Sie es leer',
  },
  leftEmpty: {
    en: 'left empty: to be set later',
    de: 'leer gelassen: später zu setzen',
  },
  make: { en: 'Make and plan', de: 'Anlegen und planen' },
  values: { en: 'values', de: 'Werte' },
  deployAgain: {
    en: 'Deploy r{{number}} again',
    de: 'r{{number}} noch einmal deployen',
  },
  deployAgainLabel: {
    en: 'Deploy r{{number}} to {{environment}} again, with the values of now',
    de: 'r{{number}} noch einmal nach {{environment}} deployen, mit den Werten von jetzt',
  },
  compareWithNow: {
    en: 'Compare with now',
    de: 'Mit jetzt vergleichen',
  },
  compareWithNowLabel: {
    en: 'Compare #{{number}} with {{environment}} now',
    de: '#{{number}} mit {{environment}} jetzt vergleichen',
  },
});
