import { messages } from './messages';

export const platformMessages = messages({
  pageTitle: { en: 'Platform', de: 'Plattform' },
  heading: {
    en: 'What the platform offers',
    de: 'Was die Plattform bietet',
  },
  what: { en: 'platform', de: 'Plattform' },
  noneServes: {
    en: 'No platform is in use',
    de: 'Keine Plattform ist in Gebrauch',
  },
  noneServesText: {
    en: 'Nothing can be planned until platform files without errors were read.',
    de: 'Ohne gelesene Plattformdateien ohne Fehler lässt sich nichts planen.',
  },

  // Overview
  revision: { en: 'Revision', de: 'Revision' },
  inUse: { en: 'In use since', de: 'In Gebrauch seit' },
  byItself: { en: 'by itself', de: 'von selbst' },
  newRevisions: { en: 'New revisions', de: 'Neue Revisionen' },
  acceptManual: {
    en: 'wait until somebody takes them into use',
    de: 'warten, bis jemand sie in Gebrauch nimmt',
  },
  acceptAutomatic: {
    en: 'are taken into use by themselves',
    de: 'werden von selbst in Gebrauch genommen',
  },
  sources: { en: 'Sources', de: 'Quellen' },
  readAt: { en: 'read {{ago}}', de: 'gelesen {{ago}}' },
  notRead: { en: 'Not read', de: 'Nicht gelesen' },
  readNow: { en: 'Read the files now', de: 'Dateien jetzt lesen' },
  reading: { en: 'Reading…', de: 'Wird gelesen…' },
  broken_one: {
    en: 'The newest files have an error. The revision below serves until it is mended.',
    de: 'Die neuesten Dateien haben einen Fehler. Bis er behoben ist, gilt die Revision unten.',
  },
  broken_other: {
    en: 'The newest files have {{count}} errors. The revision below serves until they are mended.',
    de: 'Die neuesten Dateien haben {{count}} Fehler. Bis sie behoben sind, gilt die Revision unten.',
  },
  brokenFirst_one: {
    en: 'The files have an error.',
    de: 'Die Dateien haben einen Fehler.',
  },
  brokenFirst_other: {
    en: 'The files have {{count}} errors.',
    de: 'Die Dateien haben {{count}} Fehler.',
  },
  brokenBesideWaiting_one: {
    en: 'The newest files have an error, so they do not wait. What waits is the last good revision before them.',
    de: 'Die neuesten Dateien haben einen Fehler und warten deshalb nicht. Es wartet die letzte gute Revision davor.',
  },
  brokenBesideWaiting_other: {
    en: 'The newest files have {{count}} errors, so they do not wait. What waits is the last good revision before them.',
    de: 'Die neuesten Dateien haben {{count}} Fehler und warten deshalb nicht. Es wartet die letzte gute Revision davor.',
  },
  seeProblems: { en: 'See them', de: 'Ansehen' },
  waits: {
    en: 'Revision {{revision}} waits to be taken into use, since {{ago}}.',
    de: 'Revision {{revision}} wartet darauf, in Gebrauch genommen zu werden, seit {{ago}}.',
  },
  seeWaiting: { en: 'What it changes', de: 'Was sich ändert' },

  // Resource types
  resourceTypes: { en: 'Resource types', de: 'Ressourcentypen' },
  resourceType: { en: 'Resource type', de: 'Ressourcentyp' },
  findType: { en: 'Find a type', de: 'Typ suchen' },
  noType: {
    en: 'No resource type fits',
    de: 'Kein Ressourcentyp passt',
  },
  available: { en: '{{environmentType}}', de: '{{environmentType}}' },
  availableSome: {
    en: '{{environmentType}}: for some',
    de: '{{environmentType}}: für manche',
  },
  availableNot: {
    en: 'not in {{environmentType}}',
    de: 'nicht in {{environmentType}}',
  },
  phaseBefore: {
    en: 'made before the workload that asks',
    de: 'entsteht vor dem Workload, der danach fragt',
  },
  phaseAfter: {
    en: 'made after the workload that asks',
    de: 'entsteht nach dem Workload, der danach fragt',
  },
  whoWins: { en: 'Who would make it?', de: 'Wer würde sie anlegen?' },
  params: { en: 'Parameters', de: 'Parameter' },
  paramsOf: { en: 'Parameters of {{type}}', de: 'Parameter von {{type}}' },
  outputsOf: { en: 'Outputs of {{type}}', de: 'Outputs von {{type}}' },
  takesNothing: { en: 'None.', de: 'Keine.' },
  anything: { en: 'Anything.', de: 'Beliebige.' },
  andMore: {
    en: 'Others may be given, too.',
    de: 'Weitere sind möglich.',
  },
  default: { en: 'Default', de: 'Vorgabe' },
  meaning: { en: 'Meaning', de: 'Bedeutung' },
  required: { en: 'required', de: 'erforderlich' },
  oneOf: { en: 'one of', de: 'eines von' },

  // Definitions
  definitions: { en: 'Definitions', de: 'Definitionen' },
  definition: { en: 'Definition', de: 'Definition' },
  definitionsOf: {
    en: 'Definitions of {{type}}',
    de: 'Definitionen von {{type}}',
  },
  noDefinition: {
    en: 'None: nobody can make it.',
    de: 'Keine: niemand kann sie anlegen.',
  },
  class: { en: 'Class', de: 'Klasse' },
  criteria: { en: 'Counts for', de: 'Gilt für' },
  anywhere: { en: 'everything', de: 'alles' },
  driver: { en: 'Driver', de: 'Treiber' },
  protection: { en: 'Protection', de: 'Schutz' },
  stateful: { en: 'holds data', de: 'enthält Daten' },
  statefulLong: {
    en: 'holds data: never replaced or removed without consent',
    de: 'enthält Daten: nie ohne Einwilligung ersetzt oder entfernt',
  },
  findDefinition: { en: 'Find a definition', de: 'Definition suchen' },
  noDefinitionFits: {
    en: 'No definition fits',
    de: 'Keine Definition passt',
  },
  noSuchDefinition: {
    en: 'The platform has no definition {{name}}',
    de: 'Die Plattform hat keine Definition {{name}}',
  },
  allDefinitions: { en: 'All definitions', de: 'Alle Definitionen' },
  sort: { en: 'Sort by', de: 'Sortieren nach' },
  used: { en: 'Used by', de: 'Genutzt von' },
  usedBy_one: { en: '{{count}} resource', de: '{{count}} Ressource' },
  usedBy_other: { en: '{{count}} resources', de: '{{count}} Ressourcen' },
  inEnvironments_one: {
    en: '{{count}} environment',
    de: '{{count}} Umgebung',
  },
  inEnvironments_other: {
    en: '{{count}} environments',
    de: '{{count}} Umgebungen',
  },
  usedIn: {
    en: '{{resources}} in {{environments}}',
    de: '{{resources}} in {{environments}}',
  },
  place: { en: 'Place', de: 'Ort' },
  onRemoval: { en: 'When nobody needs it', de: 'Wenn niemand sie braucht' },
  retained: { en: 'it stays', de: 'bleibt sie' },
  deleted: { en: 'it is removed', de: 'wird sie entfernt' },
  adopts: { en: 'Takes over from', de: 'Übernimmt von' },
  secretsFor: {
    en: 'Platform secrets for',
    de: 'Geheimnisse der Plattform für',
  },
  references: {
    en: 'Other resources',
    de: 'Andere Ressourcen',
  },
  how: { en: 'How', de: 'Wie' },
  dependsOn: { en: 'needs, as {{alias}}', de: 'braucht, als {{alias}}' },
  provisions: { en: 'makes beside it', de: 'legt daneben an' },
  collects: { en: 'collects {{name}}', de: 'sammelt {{name}}' },
  inputs: { en: 'Inputs', de: 'Eingaben' },

  // Modules
  modules: { en: 'Modules', de: 'Module' },
  modulesText: {
    en: 'What a Terraform or OpenTofu module takes and gives, a resource type and a definition that would offer it, and what an upgrade of it would mean.',
    de: 'Was ein Terraform- oder OpenTofu-Modul annimmt und ausgibt, ein Ressourcentyp und eine Definition dafür, und was eine neue Version bedeuten würde.',
  },
  moduleSource: { en: 'Source', de: 'Quelle' },
  moduleVersion: { en: 'Version of a registry', de: 'Version einer Registry' },
  moduleAgainst: { en: 'Compare with', de: 'Vergleichen mit' },
  moduleAgainstHint: {
    en: 'version, ref or source',
    de: 'Version, Ref oder Quelle',
  },
  moduleSourceFirst: {
    en: 'Say where the module is first.',
    de: 'Zuerst angeben, wo das Modul liegt.',
  },
  moduleInspect: { en: 'Inspect', de: 'Untersuchen' },
  moduleReading: { en: 'Reading…', de: 'Wird gelesen…' },
  moduleVariables: {
    en: 'Variables of the module',
    de: 'Variablen des Moduls',
  },
  moduleOutputs: { en: 'Outputs of the module', de: 'Ausgaben des Moduls' },
  moduleVariable: { en: 'Variable', de: 'Variable' },
  moduleOutput: { en: 'Output', de: 'Ausgabe' },
  moduleProvider: { en: 'Provider', de: 'Provider' },
  moduleType: { en: 'Type', de: 'Typ' },
  moduleDefault: { en: 'Default', de: 'Vorgabe' },
  moduleMeaning: { en: 'Meaning', de: 'Bedeutung' },
  moduleRequired: { en: 'required', de: 'Pflicht' },
  moduleSecret: { en: 'secret', de: 'geheim' },
  moduleDecide: { en: 'To decide:', de: 'Zu entscheiden:' },
  moduleProposal: {
    en: 'Proposed resource type and definition',
    de: 'Vorgeschlagener Ressourcentyp mit Definition',
  },
  moduleProposalText: {
    en: 'A beginning that loads: copy it into the platform files, and go on from there.',
    de: 'Ein ladbarer Anfang: in die Plattformdateien kopieren und dort weiterarbeiten.',
  },
  moduleUpgrade: { en: 'Upgrade to {{to}}', de: 'Wechsel zu {{to}}' },
  moduleSame: {
    en: 'Variables, outputs and providers stay the same.',
    de: 'Variablen, Ausgaben und Provider bleiben gleich.',
  },
  moduleChanges: {
    en: 'What the upgrade changes',
    de: 'Was der Wechsel ändert',
  },
  moduleWhat: { en: 'What', de: 'Was' },
  moduleChange: { en: 'Change', de: 'Änderung' },
  moduleBreaks: { en: 'Breaks:', de: 'Bricht:' },
  moduleFits: {
    en: 'Definition {{name}} fits as it is.',
    de: 'Definition {{name}} passt, wie sie ist.',
  },
  moduleDoesNotFit: {
    en: 'Definition {{name}} does not fit:',
    de: 'Definition {{name}} passt nicht:',
  },
  moduleConcernedList: {
    en: 'Resources that the upgrade concerns',
    de: 'Ressourcen, die der Wechsel betrifft',
  },
  moduleConcerned_one: {
    en: '{{count}} resource was made with definitions that use it.',
    de: '{{count}} Ressource wurde mit Definitionen angelegt, die es verwenden.',
  },
  moduleConcerned_other: {
    en: '{{count}} resources were made with definitions that use it.',
    de: '{{count}} Ressourcen wurden mit Definitionen angelegt, die es verwenden.',
  },

  // Rules
  clusters: { en: 'Clusters', de: 'Cluster' },
  clustersWhat: { en: 'the clusters', de: 'die Cluster' },
  noCluster: {
    en: 'No cluster is configured',
    de: 'Kein Cluster ist konfiguriert',
  },
  targetsOf: { en: 'Targets: {{targets}}', de: 'Targets: {{targets}}' },
  noTargetNames: {
    en: 'No Target names it.',
    de: 'Kein Target nennt ihn.',
  },
  inNamespace: {
    en: 'In this namespace only',
    de: 'Nur in diesem Namespace',
  },
  check: { en: 'Check', de: 'Prüfen' },
  checkCluster: { en: 'Check {{cluster}}', de: '{{cluster}} prüfen' },
  checking: { en: 'Asking…', de: 'Wird gefragt…' },
  clusterSilent: {
    en: 'It does not answer.',
    de: 'Er antwortet nicht.',
  },
  clusterAnswers: {
    en: 'Kubernetes {{version}}, {{milliseconds}} ms, knows Tutti as {{account}}.',
    de: 'Kubernetes {{version}}, {{milliseconds}} ms, kennt Tutti als {{account}}.',
  },
  impersonates: {
    en: 'Deployments write in the name of who asked for them.',
    de: 'Deployments schreiben im Namen derer, die sie verlangt haben.',
  },
  noRightMissing_one: {
    en: 'No right is missing ({{count}} asked about).',
    de: 'Kein Recht fehlt ({{count}} geprüft).',
  },
  noRightMissing_other: {
    en: 'No right is missing ({{count}} asked about).',
    de: 'Kein Recht fehlt ({{count}} geprüft).',
  },
  rightsMissing: {
    en: 'Rights are missing, if Tutti shall work in every namespace.',
    de: 'Rechte fehlen, wenn Tutti in jedem Namespace arbeiten soll.',
  },
  rightsMissingIn: {
    en: 'Rights are missing in namespace {{namespace}}.',
    de: 'Im Namespace {{namespace}} fehlen Rechte.',
  },
  missingRights: {
    en: 'Missing rights in {{cluster}}',
    de: 'Fehlende Rechte in {{cluster}}',
  },
  resource: { en: 'Resource', de: 'Ressource' },
  verbs: { en: 'Verbs', de: 'Verben' },
  rbacHint: {
    en: '`tutti cluster rbac` prints the manifests that give them.',
    de: '`tutti cluster rbac` gibt die Manifeste aus, die sie erteilen.',
  },
  dryRunWorks: {
    en: 'Plans can ask it (server-side dry run).',
    de: 'Pläne können ihn fragen (serverseitiger Probelauf).',
  },
  dryRunFails: {
    en: 'Plans cannot ask it:',
    de: 'Pläne können ihn nicht fragen:',
  },
  rulesTab: { en: 'Rules and places', de: 'Regeln und Orte' },
  environmentTypes: { en: 'Environment types', de: 'Umgebungstypen' },
  noEnvironmentType: {
    en: 'There is none.',
    de: 'Es gibt keine.',
  },
  rank: { en: 'Rank', de: 'Rang' },
  profile: { en: 'Profile', de: 'Profil' },
  access: { en: 'Who may', de: 'Wer darf' },
  rules: { en: 'Rules', de: 'Regeln' },
  needsApproval: { en: 'needs approval', de: 'braucht Freigabe' },
  refusesDestroy: {
    en: 'is never destroyed',
    de: 'wird nie abgebaut',
  },
  reviewsDeferred: {
    en: 'deferred plans are reviewed',
    de: 'aufgeschobene Pläne werden geprüft',
  },
  livesFor: { en: 'lives for {{time}}', de: 'lebt {{time}}' },
  frozen: {
    en: '{{title}}: frozen at {{cron}} for {{duration}}',
    de: '{{title}}: gesperrt ab {{cron}} für {{duration}}',
  },
  targets: { en: 'Targets', de: 'Ziele' },
  noTarget: { en: 'There is none.', de: 'Es gibt keine.' },
  cluster: { en: 'Cluster', de: 'Cluster' },
  namespace: { en: 'Namespace', de: 'Namespace' },
  shared: { en: 'shared', de: 'geteilt' },
  profiles: { en: 'Workload profiles', de: 'Workload-Profile' },
  noProfile: { en: 'There is none.', de: 'Es gibt keine.' },
  kind: { en: 'Kind', de: 'Art' },
  patches: { en: 'Patches', de: 'Patches' },
  when: { en: 'when', de: 'wenn' },
  policies: { en: 'Policies', de: 'Richtlinien' },
  noPolicy: { en: 'There is none.', de: 'Es gibt keine.' },
  effect: { en: 'Effect', de: 'Wirkung' },
  denies: { en: 'denies', de: 'verbietet' },
  warns: { en: 'warns', de: 'warnt' },
  requires: { en: 'Requires', de: 'Verlangt' },
  message: { en: 'Message', de: 'Meldung' },

  // Problems
  problems: { en: 'Problems', de: 'Probleme' },
  noProblem: {
    en: 'Nothing is wrong with the files',
    de: 'Mit den Dateien ist alles in Ordnung',
  },
  problemCount_one: { en: '{{count}} problem', de: '{{count}} Problem' },
  problemCount_other: { en: '{{count}} problems', de: '{{count}} Probleme' },

  // Match explorer
  match: { en: 'Match explorer', de: 'Zuordnung' },
  question: {
    en: 'Who would make this?',
    de: 'Wer würde das anlegen?',
  },
  application: { en: 'Application', de: 'Anwendung' },
  resourceId: { en: 'Resource id', de: 'ID der Ressource' },
  sharedAnswer: {
    en: 'A shared resource belongs to no workload.',
    de: 'Eine geteilte Ressource gehört zu keinem Workload.',
  },
  chooseTitle: {
    en: 'Choose a resource type, an application and an environment',
    de: 'Ressourcentyp, Anwendung und Umgebung wählen',
  },
  chooseText: {
    en: 'You see which definition would make the resource there, and why each other one would not. The address of this page keeps the question.',
    de: 'Gezeigt wird, welche Definition die Ressource dort anlegen würde, und warum jede andere nicht. Die Adresse dieser Seite enthält die Frage.',
  },
  winner: {
    en: '{{definition}} would make it',
    de: '{{definition}} würde sie anlegen',
  },
  noWinner: {
    en: 'Nothing would make a {{type}} there',
    de: 'Nichts würde dort {{type}} anlegen',
  },
  byKey: { en: 'Key by key', de: 'Schlüssel für Schlüssel' },
  inWords: { en: 'In words', de: 'In Worten' },
  outcome: { en: 'Outcome', de: 'Ergebnis' },
  askedFor: { en: 'Asked for', de: 'Gefragt' },
  any: { en: 'any', de: 'beliebig' },

  // Revisions
  revisions: { en: 'Revisions', de: 'Revisionen' },
  stateActive: { en: 'In use', de: 'In Gebrauch' },
  stateWaiting: { en: 'Waiting', de: 'Wartet' },
  stateEarlier: { en: 'Was in use', de: 'War in Gebrauch' },
  comparedWith: {
    en: 'compared with {{revision}}',
    de: 'verglichen mit {{revision}}',
  },
  usesTitle: {
    en: 'Taken into use',
    de: 'In Gebrauch genommen',
  },
  taken: { en: 'When', de: 'Wann' },
  by: { en: 'By', de: 'Von' },
  nothingWaits: {
    en: 'No revision waits',
    de: 'Keine Revision wartet',
  },
  manualText: {
    en: 'New platform files without errors wait here until somebody takes them into use.',
    de: 'Neue Plattformdateien ohne Fehler warten hier, bis jemand sie in Gebrauch nimmt.',
  },
  automaticText: {
    en: 'Here new platform files without errors are taken into use by themselves (tutti.platform.accept).',
    de: 'Hier werden neue Plattformdateien ohne Fehler von selbst in Gebrauch genommen (tutti.platform.accept).',
  },
  documentsTitle_one: {
    en: '{{count}} document is different',
    de: '{{count}} Dokument ist anders',
  },
  documentsTitle_other: {
    en: '{{count}} documents are different',
    de: '{{count}} Dokumente sind anders',
  },
  sameContent: {
    en: 'They say the same.',
    de: 'Beide sagen dasselbe.',
  },
  added: { en: 'added', de: 'neu' },
  changed: { en: 'changed', de: 'geändert' },
  removed: { en: 'removed', de: 'entfernt' },
  radius: { en: 'what it changes', de: 'was sich ändert' },
  radiusTitle: {
    en: 'What taking it into use changes',
    de: 'Was sich mit ihr ändert',
  },
  computing: {
    en: '{{done}} of {{of}} environments looked at',
    de: '{{done}} von {{of}} Umgebungen betrachtet',
  },
  stillComputing: {
    en: 'Not all environments were looked at yet.',
    de: 'Noch sind nicht alle Umgebungen betrachtet.',
  },
  countChanged_one: {
    en: '{{count}} environment changes',
    de: '{{count}} Umgebung ändert sich',
  },
  countChanged_other: {
    en: '{{count}} environments change',
    de: '{{count}} Umgebungen ändern sich',
  },
  countBlocked_one: {
    en: '{{count}} environment could not be deployed any more',
    de: '{{count}} Umgebung ließe sich nicht mehr deployen',
  },
  countBlocked_other: {
    en: '{{count}} environments could not be deployed any more',
    de: '{{count}} Umgebungen ließen sich nicht mehr deployen',
  },
  countUnknown_one: {
    en: '{{count}} environment is unknown',
    de: '{{count}} Umgebung ist unbekannt',
  },
  countUnknown_other: {
    en: '{{count}} environments are unknown',
    de: '{{count}} Umgebungen sind unbekannt',
  },
  countUnchanged_one: {
    en: '{{count}} environment stays as it is',
    de: '{{count}} Umgebung bleibt, wie sie ist',
  },
  countUnchanged_other: {
    en: '{{count}} environments stay as they are',
    de: '{{count}} Umgebungen bleiben, wie sie sind',
  },
  countHidden_one: {
    en: '{{count}} more that you may not see',
    de: '{{count}} weitere, die nicht sichtbar ist',
  },
  countHidden_other: {
    en: '{{count}} more that you may not see',
    de: '{{count}} weitere, die nicht sichtbar sind',
  },
  losing_one: {
    en: '{{count}} resource that holds data would be replaced or removed',
    de: '{{count}} Ressource mit Daten würde ersetzt oder entfernt',
  },
  losing_other: {
    en: '{{count}} resources that hold data would be replaced or removed',
    de: '{{count}} Ressourcen mit Daten würden ersetzt oder entfernt',
  },
  outcomeUnchanged: { en: 'unchanged', de: 'unverändert' },
  outcomeChanged: { en: 'changes', de: 'ändert sich' },
  outcomeBlocked: { en: 'would be refused', de: 'würde abgelehnt' },
  outcomeUnknown: { en: 'unknown', de: 'unbekannt' },
  moreReasons: { en: 'and {{count}} more', de: 'und {{count}} weitere' },
  policyBroken: {
    en: 'Policy {{policy}} is broken by {{subject}}',
    de: 'Richtlinie {{policy}} wird von {{subject}} verletzt',
  },
  policyOther: {
    en: 'Policy {{policy}} judges {{subject}} otherwise',
    de: 'Richtlinie {{policy}} urteilt anders über {{subject}}',
  },
  setting: { en: 'Setting {{path}}:', de: 'Einstellung {{path}}:' },
  solved: {
    en: '{{count}} problems of before are gone',
    de: '{{count}} Probleme von vorher sind behoben',
  },
  toEnvironment: { en: 'To {{environment}}', de: 'Zu {{environment}}' },
  take: { en: 'Take it into use', de: 'In Gebrauch nehmen' },
  takeText: {
    en: 'Nothing is deployed by that: each environment changes at its next deployment.',
    de: 'Damit wird nichts deployt: Jede Umgebung ändert sich mit ihrem nächsten Deployment.',
  },
  takeTitle: {
    en: 'Take revision {{revision}} into use?',
    de: 'Revision {{revision}} in Gebrauch nehmen?',
  },
  takeNow: {
    en: 'From now on plans and deployments go by it. What runs stays as it is until then.',
    de: 'Ab dann richten sich Pläne und Deployments nach ihr. Was läuft, bleibt bis dahin, wie es ist.',
  },
  isTaken: {
    en: 'The revision is in use',
    de: 'Die Revision ist in Gebrauch',
  },
});
