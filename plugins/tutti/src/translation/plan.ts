import { messages } from './messages';

/** A plan: what will happen, why, and the decision about it. */
export const planMessages = messages({
  what: { en: 'plan', de: 'Plan' },
  plan: { en: 'Plan', de: 'Plan' },
  title: {
    en: 'Deploy r{{release}} to {{environment}}',
    de: 'r{{release}} nach {{environment}} deployen',
  },
  images: { en: 'Images', de: 'Images' },
  pinned: {
    en: 'Image {{image}} is pinned to {{digest}}, as it ran in {{environment}} #{{number}}.',
    de: 'Image {{image}} ist auf {{digest}} festgelegt, wie es in {{environment}} #{{number}} lief.',
  },
  notPinned: {
    en: 'Image {{image}} stays a tag: what ran in {{environment}} #{{number}} is not known.',
    de: 'Image {{image}} bleibt ein Tag: was in {{environment}} #{{number}} lief, ist nicht bekannt.',
  },
  ahead: { en: 'Before it runs', de: 'Bevor es läuft' },
  needsApproval: {
    en: 'It will wait for approval.',
    de: 'Es wird auf Freigabe warten.',
  },
  reviewsLater_one: {
    en: 'What is done to {{count}} resource is known only while it runs: there it waits until somebody has approved that.',
    de: 'Was mit {{count}} Ressource geschieht, ist erst zur Laufzeit bekannt: Dort wartet es, bis jemand das freigegeben hat.',
  },
  reviewsLater_other: {
    en: 'What is done to {{count}} resources is known only while it runs: there it waits until somebody has approved that.',
    de: 'Was mit {{count}} Ressourcen geschieht, ist erst zur Laufzeit bekannt: Dort wartet es, bis jemand das freigegeben hat.',
  },
  rollbackHolds: {
    en: 'Afterwards automation into {{environment}} is on hold until somebody resumes it. People can still deploy.',
    de: 'Danach ist die Automatik nach {{environment}} angehalten, bis jemand sie fortsetzt. Menschen können weiter deployen.',
  },
  askApproval: {
    en: 'Ask for approval: {{what}}',
    de: 'Freigabe anfragen: {{what}}',
  },
  waitsNow: {
    en: 'This plan waits to be run.',
    de: 'Dieser Plan wartet auf seine Ausführung.',
  },
  runsReplicas_one: { en: '{{count}} replica', de: '{{count}} Replikat' },
  runsReplicas_other: { en: '{{count}} replicas', de: '{{count}} Replikate' },
  runsNeeds: { en: 'needs {{names}}', de: 'braucht {{names}}' },
  timeSoFar: { en: 'Time so far', de: 'Bisherige Dauer' },
  onCluster: {
    en: 'on {{cluster}}, namespace {{namespace}}',
    de: 'auf {{cluster}}, Namespace {{namespace}}',
  },
  planHash: { en: 'Plan {{hash}}', de: 'Plan {{hash}}' },
  hashToCopy: { en: 'plan hash', de: 'Hash des Plans' },
  madeBy: {
    en: 'made {{ago}} by {{who}}',
    de: 'erstellt {{ago}} von {{who}}',
  },
  current: { en: 'Still current', de: 'Noch aktuell' },
  outOfDate: { en: 'Out of date', de: 'Veraltet' },
  warnings_one: {
    en: '{{count}} warning from reading',
    de: '{{count}} Warnung beim Lesen',
  },
  warnings_other: {
    en: '{{count}} warnings from reading',
    de: '{{count}} Warnungen beim Lesen',
  },
  parts: { en: 'Parts of the plan', de: 'Teile des Plans' },
  noWorkload: {
    en: 'This release has no workload.',
    de: 'Dieses Release hat keinen Workload.',
  },
  noResource: {
    en: 'These workloads ask for no resource.',
    de: 'Diese Workloads verlangen keine Ressource.',
  },
  manifests: { en: 'Manifests', de: 'Manifeste' },
  infrastructure: { en: 'Infrastructure', de: 'Infrastruktur' },
  noInfrastructure: {
    en: 'No infrastructure changes',
    de: 'Keine Infrastruktur ändert sich',
  },
  infrastructureLater: {
    en: 'What would be done is known only during the run.',
    de: 'Was geschieht, ist erst zur Laufzeit bekannt.',
  },
  infrastructureSame: {
    en: 'Nothing would be changed.',
    de: 'Nichts würde sich ändern.',
  },
  forcesReplacement: { en: 'replaces it', de: 'ersetzt es' },
  fieldsOf: { en: 'Fields of {{address}}', de: 'Felder von {{address}}' },
  field: { en: 'Field', de: 'Feld' },
  fieldBefore: { en: 'Now', de: 'Jetzt' },
  fieldAfter: { en: 'Afterwards', de: 'Danach' },
  policies: { en: 'Policies', de: 'Richtlinien' },
  why: { en: 'Why these definitions', de: 'Warum diese Definitionen' },
  acceptReplace: {
    en: 'I accept that its data is lost',
    de: 'Der Verlust der Daten ist akzeptiert',
  },
  acceptMadeAnew: {
    en: 'I accept that it is deleted and made anew',
    de: 'Löschen und Neuanlegen ist akzeptiert',
  },
  acceptDestroy: {
    en: 'I accept that it is destroyed with its data',
    de: 'Die Zerstörung samt Daten ist akzeptiert',
  },
  acceptAdopt: {
    en: 'I accept that Tutti takes it over',
    de: 'Die Übernahme durch Tutti ist akzeptiert',
  },
  acceptCreate: {
    en: 'I accept that Tutti makes it there',
    de: 'Die Anlage an diesem Ort ist akzeptiert',
  },
  acceptWhat: { en: '{{promise}}: {{what}}', de: '{{promise}}: {{what}}' },
  stopped_one: {
    en: 'This plan cannot be deployed: {{count}} refusal',
    de: 'Dieser Plan kann nicht deployt werden: {{count}} Ablehnung',
  },
  stopped_other: {
    en: 'This plan cannot be deployed: {{count}} refusals',
    de: 'Dieser Plan kann nicht deployt werden: {{count}} Ablehnungen',
  },
  findStep: { en: 'Find in the plan', de: 'Im Plan suchen' },
  stepsWhat: { en: 'the steps', de: 'die Schritte' },
  stepsFailed: {
    en: 'More steps could not be loaded',
    de: 'Weitere Schritte konnten nicht geladen werden',
  },
  moreSteps: { en: 'Show more steps', de: 'Weitere Schritte zeigen' },
  unchangedCount_one: {
    en: '{{count}} unchanged, not touched',
    de: '{{count}} unverändert, nicht angefasst',
  },
  unchangedCount_other: {
    en: '{{count}} unchanged, not touched',
    de: '{{count}} unverändert, nicht angefasst',
  },
  firstOf_one: {
    en: 'The first {{shown}} of {{count}}',
    de: 'Die ersten {{shown}} von {{count}}',
  },
  firstOf_other: {
    en: 'The first {{shown}} of {{count}}',
    de: 'Die ersten {{shown}} von {{count}}',
  },
  sortAction: { en: 'Heaviest first', de: 'Schwerwiegendes zuerst' },
  noStepFits: { en: 'Nothing fits.', de: 'Nichts passt.' },
  needsConsent: {
    en: 'This needs your consent',
    de: 'Das braucht Zustimmung',
  },
  withConsent: { en: 'With your consent', de: 'Mit Zustimmung' },
  withoutIt: {
    en: 'Without it, it stays as it is.',
    de: 'Ohne Zustimmung bleibt es, wie es ist.',
  },
  secretChanged: { en: '(secret, changed)', de: '(geheim, geändert)' },
  clusterAsked: {
    en: 'The cluster was asked: {{accepted}} accepted, {{refused}} refused, {{notAsked}} not asked',
    de: 'Der Cluster wurde gefragt: {{accepted}} angenommen, {{refused}} abgelehnt, {{notAsked}} nicht gefragt',
  },
  clusterAccepts: { en: 'accepted', de: 'angenommen' },
  clusterRefuses: { en: 'refused', de: 'abgelehnt' },
  clusterNotAsked: { en: 'not asked', de: 'nicht gefragt' },
  clusterSays: {
    en: 'The cluster says: {{message}}',
    de: 'Der Cluster sagt: {{message}}',
  },
  takesFields_one: {
    en: 'takes {{count}} field',
    de: 'übernimmt {{count}} Feld',
  },
  takesFields_other: {
    en: 'takes {{count}} fields',
    de: 'übernimmt {{count}} Felder',
  },
  takesFrom: {
    en: 'Fields that others own and that this deployment takes over:',
    de: 'Felder anderer, die dieses Deployment übernimmt:',
  },
  madeAnew: {
    en: 'It is deleted and made anew, because this cannot be changed in place: {{fields}}',
    de: 'Es wird gelöscht und neu angelegt, weil sich dies nicht ändern lässt: {{fields}}',
  },
  objectStays: {
    en: 'stays, no longer ours',
    de: 'bleibt, nicht mehr verwaltet',
  },
  fields_one: { en: '{{count}} field', de: '{{count}} Feld' },
  fields_other: { en: '{{count}} fields', de: '{{count}} Felder' },
  differenceOf: {
    en: 'Difference of {{kind}} {{name}}',
    de: 'Unterschied von {{kind}} {{name}}',
  },
  noObjectChanges: { en: 'No object changes', de: 'Kein Objekt ändert sich' },
  objectsUnchanged_one: {
    en: '{{count}} object is unchanged',
    de: '{{count}} Objekt ist unverändert',
  },
  objectsUnchanged_other: {
    en: '{{count}} objects are unchanged',
    de: '{{count}} Objekte sind unverändert',
  },
  planFor: { en: 'Plan for {{environment}}', de: 'Plan für {{environment}}' },
  planOf: { en: 'Plan: {{what}}', de: 'Plan: {{what}}' },
  placeInLine: {
    en: 'Place {{position}} in the line of plans: it is made as soon as a worker is free.',
    de: 'Platz {{position}} in der Warteschlange der Pläne: Erstellt wird er, sobald ein Worker frei ist.',
  },
  making: {
    en: 'Reading, matching, creating…',
    de: 'Lesen, Zuordnen, Erzeugen…',
  },
  refused_one: {
    en: 'This cannot be deployed: {{count}} problem stands against it',
    de: 'Deployen nicht möglich: {{count}} Problem spricht dagegen',
  },
  refused_other: {
    en: 'This cannot be deployed: {{count}} problems stand against it',
    de: 'Deployen nicht möglich: {{count}} Probleme sprechen dagegen',
  },
  nothingChangedIn: {
    en: 'Nothing was changed in {{environment}}.',
    de: 'In {{environment}} wurde nichts geändert.',
  },
  planAgain: { en: 'Plan again', de: 'Neu planen' },
  scoreFilesOf: {
    en: 'Score files of {{application}}',
    de: 'Score-Dateien von {{application}}',
  },
  changedSince: {
    en: '{{environment}} changed since this plan was made',
    de: '{{environment}} hat sich seit diesem Plan geändert',
  },
  wasRun: { en: 'This plan was run.', de: 'Dieser Plan wurde ausgeführt.' },
  seeDeployment: { en: 'See the deployment', de: 'Zum Deployment' },
  discard: { en: 'Discard', de: 'Verwerfen' },
  starting: { en: 'Starting…', de: 'Wird gestartet…' },
  noPolicy: {
    en: 'No policy applies here',
    de: 'Hier gilt keine Richtlinie',
  },
  result: { en: 'Result', de: 'Ergebnis' },
  policy: { en: 'Policy', de: 'Richtlinie' },
  judgedOn: { en: 'Judged on', de: 'Geprüft an' },
  namespace: { en: 'Namespace', de: 'Namespace' },
  byDefinition: { en: 'by {{definition}}', de: 'durch {{definition}}' },
  forWorkloads: { en: 'for {{workloads}}', de: 'für {{workloads}}' },
  holdsData: { en: 'holds data', de: 'enthält Daten' },
  holdsDataWhat: {
    en: 'Never replaced or removed without consent',
    de: 'Wird nie ohne Zustimmung ersetzt oder entfernt',
  },
  deferred: { en: 'completed while it runs', de: 'wird zur Laufzeit ergänzt' },
  deferredWhat: {
    en: 'Some input becomes known only while this runs; nothing else may change then',
    de: 'Eine Eingabe wird erst während der Ausführung bekannt; nichts anderes darf sich dann ändern',
  },
  inputsAndOutputs: {
    en: 'Inputs and outputs',
    de: 'Eingaben und Outputs',
  },
  inputs: { en: 'Inputs', de: 'Eingaben' },
  noStep: { en: 'None', de: 'Keine' },
  unchangedNames: {
    en: '{{n}} unchanged, not touched: {{names}}',
    de: '{{n}} unverändert, nicht angefasst: {{names}}',
  },
  summary: { en: 'Summary', de: 'Zusammenfassung' },
  policiesSummary: {
    en: 'Policies: {{summary}}',
    de: 'Richtlinien: {{summary}}',
  },
  denials_one: { en: '{{count}} denial', de: '{{count}} Ablehnung' },
  denials_other: { en: '{{count}} denials', de: '{{count}} Ablehnungen' },
  policyWarnings_one: { en: '{{count}} warning', de: '{{count}} Warnung' },
  policyWarnings_other: { en: '{{count}} warnings', de: '{{count}} Warnungen' },
  passed: { en: '{{n}} passed', de: '{{n}} bestanden' },
  undecided: { en: '{{n}} pending', de: '{{n}} offen' },
  noneApply: { en: 'none apply', de: 'keine gilt' },
  passes: { en: 'Passes', de: 'Bestanden' },
  decidedLater: {
    en: 'Decided while it runs',
    de: 'Entscheidet sich zur Laufzeit',
  },
  decidedLaterWhy: {
    en: 'It looks at something that is not known yet.',
    de: 'Sie prüft etwas, das noch nicht bekannt ist.',
  },
  denies: { en: 'Denies', de: 'Lehnt ab' },
  warns: { en: 'Warns', de: 'Warnt' },
  policyDenies: {
    en: 'The policy {{policy}} denies it: {{message}}',
    de: 'Die Richtlinie {{policy}} lehnt ab: {{message}}',
  },
  acceptFirst: {
    en: 'Accept first: {{message}}',
    de: 'Zuerst zustimmen: {{message}}',
  },
  cannotRun: {
    en: 'This plan cannot be run as it is.',
    de: 'Dieser Plan kann so nicht ausgeführt werden.',
  },
  nothingMatched: { en: 'Nothing was matched', de: 'Nichts zugeordnet' },
  onlyCandidate: { en: 'the only candidate', de: 'einziger Kandidat' },
  oneOfCandidates: {
    en: '1 of {{n}} candidates',
    de: '1 von {{n}} Kandidaten',
  },
});
