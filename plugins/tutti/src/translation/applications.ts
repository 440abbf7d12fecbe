import { messages } from './messages';

export const applicationsMessages = messages({
  pageTitle: { en: 'Applications', de: 'Anwendungen' },
  heading: { en: 'What runs where', de: 'Was wo läuft' },
  create: { en: 'New application', de: 'Neue Anwendung' },
  adopt: { en: 'Adopt a Score file', de: 'Score-Datei übernehmen' },
  what: { en: 'applications', de: 'Anwendungen' },
  nothingFits: {
    en: 'No application fits these filters',
    de: 'Keine Anwendung passt zu diesen Filtern',
  },
  clearFilters: { en: 'Clear filters', de: 'Filter zurücksetzen' },
  hidden_one: { en: '{{count}} is hidden.', de: '{{count}} ist ausgeblendet.' },
  hidden_other: {
    en: '{{count}} are hidden.',
    de: '{{count}} sind ausgeblendet.',
  },
  columnApplication: { en: 'Application', de: 'Anwendung' },
  showMore: {
    en: 'Show {{more}} more of {{all}}',
    de: '{{more}} weitere von {{all}} zeigen',
  },
  foldedEnvironments: {
    en: '{{n}} more of {{type}} in {{application}}',
    de: '{{n}} weitere vom Typ {{type}} in {{application}}',
  },
  filterLabel: { en: 'Filter applications', de: 'Anwendungen filtern' },
  search: { en: 'Search', de: 'Suchen' },
  searchLabel: { en: 'Search applications', de: 'Anwendungen suchen' },
  everybody: { en: 'Everybody', de: 'Alle' },
  onlyMine: { en: 'Only mine', de: 'Nur eigene' },
  problemsOnly: { en: 'Problems only', de: 'Nur Probleme' },
  firstTitle: {
    en: 'Deploy your first application',
    de: 'Die erste Anwendung deployen',
  },
  firstText: {
    en: 'Describe a workload once, free of any environment. Tutti makes the configuration for each environment anew, and shows you the plan before anything changes.',
    de: 'Ein Workload wird einmal beschrieben, frei von jeder Umgebung. Tutti erzeugt die Konfiguration für jede Umgebung neu und zeigt den Plan, bevor sich etwas ändert.',
  },
  wayCreateTitle: {
    en: 'Start a new application',
    de: 'Neue Anwendung beginnen',
  },
  wayCreateText: {
    en: 'Name it and say who owns it. Its workloads and environments come next.',
    de: 'Name und Verantwortliche angeben. Workloads und Umgebungen folgen danach.',
  },
  wayAdoptTitle: { en: 'Bring a Score file', de: 'Score-Datei mitbringen' },
  wayAdoptText: {
    en: 'You describe a workload in score.yaml already: paste it or drop the file, and see it deployed.',
    de: 'Ein Workload ist schon in score.yaml beschrieben: Text einfügen oder Datei hierher ziehen und deployen.',
  },
  flowLabel: {
    en: 'Read your Score file, match what it needs, create the configuration, deploy to an environment',
    de: 'Die Score-Datei lesen, den Bedarf zuordnen, die Konfiguration erzeugen, in eine Umgebung deployen',
  },
  flowRead: { en: 'Read', de: 'Lesen' },
  flowReadWhat: { en: 'your Score file', de: 'die Score-Datei' },
  flowMatch: { en: 'Match', de: 'Zuordnen' },
  flowMatchWhat: { en: 'what it needs', de: 'was sie braucht' },
  flowCreate: { en: 'Create', de: 'Erzeugen' },
  flowCreateWhat: { en: 'the configuration', de: 'die Konfiguration' },
  flowDeploy: { en: 'Deploy', de: 'Deployen' },
  flowDeployWhat: { en: 'to an environment', de: 'in eine Umgebung' },
  creating: { en: 'Creating…', de: 'Wird angelegt…' },
  createDone: { en: 'Create application', de: 'Anwendung anlegen' },
  whatIsIt: {
    en: 'An application is a set of workloads that share environments and are deployed together.',
    de: 'Eine Anwendung besteht aus Workloads, die sich Umgebungen teilen und gemeinsam deployt werden.',
  },
  title: { en: 'Title', de: 'Titel' },
  titleExample: { en: 'Online shop', de: 'Online-Shop' },
  nameHelp: {
    en: 'Part of addresses; it cannot change later.',
    de: 'Teil von Adressen; später nicht mehr änderbar.',
  },
  ownerExample: { en: 'group:default/team-a', de: 'group:default/team-a' },
  ownerHelp: {
    en: 'The group or person who may deploy it.',
    de: 'Die Gruppe oder Person, die deployen darf.',
  },
  needsScore: {
    en: 'Give a Score file with a metadata.name first.',
    de: 'Zuerst eine Score-Datei mit metadata.name angeben.',
  },
  needsName: {
    en: 'Give it a name first.',
    de: 'Zuerst einen Namen angeben.',
  },
  mayNotCreate: {
    en: 'You lack the permission tutti.application.create.',
    de: 'Die Berechtigung tutti.application.create fehlt.',
  },
});
