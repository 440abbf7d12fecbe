import { messages } from './messages';

/** One application: board, tabs, dialogs. */
export const applicationMessages = messages({
  what: { en: 'application', de: 'Anwendung' },
  ownedBy: {
    en: '{{name}}, owned by {{owner}}',
    de: '{{name}}, verantwortlich: {{owner}}',
  },
  parts: { en: 'Parts of {{application}}', de: 'Teile von {{application}}' },
  settings: { en: 'Settings', de: 'Einstellungen' },
  noEnvironment: { en: 'No environment yet', de: 'Noch keine Umgebung' },
  noEnvironmentText: {
    en: 'An environment is a place to deploy to. Its type decides how things are made there, and who may deploy.',
    de: 'Eine Umgebung ist ein Ort, an den deployt wird. Ihr Typ bestimmt, wie dort alles entsteht und wer deployen darf.',
  },
  environmentTypes: { en: 'environment types', de: 'Umgebungstypen' },
  noEnvironmentType: {
    en: 'The platform offers no environment type yet.',
    de: 'Die Plattform bietet noch keinen Umgebungstyp an.',
  },
  needsName: { en: 'Give it a name first.', de: 'Zuerst einen Namen angeben.' },
  addEnvironment: { en: 'Add environment', de: 'Umgebung hinzufügen' },
  needsMetadataName: {
    en: 'Give it a metadata.name.',
    de: 'Ein metadata.name fehlt.',
  },
  workloadTaken: {
    en: '{{application}} already has a workload {{name}}.',
    de: '{{application}} hat schon einen Workload {{name}}.',
  },
  addWorkloadTo: {
    en: 'Add a workload to {{application}}',
    de: 'Workload zu {{application}} hinzufügen',
  },
  addNamed: { en: 'Add {{name}}', de: '{{name}} hinzufügen' },
  addWorkload: { en: 'Add workload', de: 'Workload hinzufügen' },
  writeScore: {
    en: 'Write, paste or drop a Score file.',
    de: 'Eine Score-Datei schreiben, einfügen oder hierher ziehen.',
  },
  nothingWaits: {
    en: 'Nothing waits for {{environment}}',
    de: 'Nichts wartet auf {{environment}}',
  },
  notYetIn_one: {
    en: '{{count}} change is not yet in {{environment}}',
    de: '{{count}} Änderung ist noch nicht in {{environment}}',
  },
  notYetIn_other: {
    en: '{{count}} changes are not yet in {{environment}}',
    de: '{{count}} Änderungen sind noch nicht in {{environment}}',
  },
  changeWaits_one: { en: 'change waits', de: 'Änderung wartet' },
  changeWaits_other: { en: 'changes wait', de: 'Änderungen warten' },
  whatDeployments: { en: 'deployments', de: 'Deployments' },
  nothingDeployed: {
    en: 'Nothing was deployed yet',
    de: 'Noch nichts deployt',
  },
  nothingDeployedText: {
    en: 'Press Deploy above: you see the plan first, and nothing changes before you agree.',
    de: 'Oben „Deployen“ drücken: Zuerst erscheint der Plan, und nichts ändert sich ohne Zustimmung.',
  },
  by: { en: 'By', de: 'Von' },
  askedFor: { en: 'Asked for', de: 'Angefordert' },
  took: { en: 'Took', de: 'Dauer' },
  olderFailed: {
    en: 'Older ones could not be loaded',
    de: 'Ältere konnten nicht geladen werden',
  },
  showOlder: { en: 'Show older', de: 'Ältere zeigen' },
  deployedBy: {
    en: 'deployed {{ago}} by {{who}}',
    de: 'deployt {{ago}} von {{who}}',
  },
  releaseBy: {
    en: 'r{{release}}, {{ago}} by {{who}}',
    de: 'r{{release}}, {{ago}} von {{who}}',
  },
  stepsDone: {
    en: 'Deployment {{number}}: {{done}} of {{of}} steps done',
    de: 'Deployment {{number}}: {{done}} von {{of}} Schritten fertig',
  },
  releaseHash: { en: 'Release {{hash}}', de: 'Release {{hash}}' },
  newTab: { en: 'opens in a new tab', de: 'öffnet einen neuen Tab' },
  claimCatalog: {
    en: 'The catalog says that {{owner}} owns it. Until a member of the other owner confirms, nothing changes.',
    de: 'Der Katalog nennt {{owner}} als verantwortlich. Bis ein Mitglied das bestätigt, ändert sich nichts.',
  },
  claimFiles: {
    en: 'The platform files say that {{owner}} owns it. Until a member of the other owner confirms, nothing changes.',
    de: 'Die Plattformdateien nennen {{owner}} als verantwortlich. Bis ein Mitglied das bestätigt, ändert sich nichts.',
  },
  confirm: { en: 'Confirm', de: 'Bestätigen' },
  whatResources: { en: 'resources', de: 'Ressourcen' },
  noResource: { en: 'No resource yet', de: 'Noch keine Ressource' },
  noResourceText: {
    en: 'Databases, caches, addresses: what workloads ask for in their Score files is made with the first deployment.',
    de: 'Datenbanken, Caches, Adressen: Was Workloads in ihren Score-Dateien verlangen, entsteht mit dem ersten Deployment.',
  },
  madeBy: { en: 'Made by', de: 'Erzeugt durch' },
  usedBy: { en: 'Used by', de: 'Genutzt von' },
  changed: { en: 'Changed', de: 'Geändert' },
  lifecycleReady: { en: 'ready', de: 'bereit' },
  lifecycleApplying: { en: 'applying', de: 'wird angewendet' },
  lifecycleDestroying: { en: 'destroying', de: 'wird zerstört' },
  lifecycleDetaching: { en: 'detaching', de: 'wird gelöst' },
  lifecycleFailed: { en: 'failed', de: 'fehlgeschlagen' },
  lifecycleRetained: { en: 'retained', de: 'behalten' },
  holdsData: { en: 'holds data', de: 'enthält Daten' },
  holdsDataWhat: {
    en: 'Never replaced or removed without consent',
    de: 'Wird nie ohne Zustimmung ersetzt oder entfernt',
  },
  actions: { en: 'Actions', de: 'Aktionen' },
  idOf: { en: 'id of {{name}}', de: 'ID von {{name}}' },
  about: { en: 'About', de: 'Über die Anwendung' },
  nameToCopy: { en: 'name', de: 'Name' },
  id: { en: 'Id', de: 'ID' },
  idToCopy: { en: 'id', de: 'ID' },
  inCatalog: { en: 'In the catalog', de: 'Im Katalog' },
  notBound: {
    en: 'not bound to an entity',
    de: 'keiner Entität zugeordnet',
  },
  made: { en: 'Made', de: 'Angelegt' },
  madeByFiles: {
    en: '{{ago}} by platform files, which it follows',
    de: '{{ago}} durch Plattformdateien, denen sie folgt',
  },
  inNamespace: {
    en: '{{cluster}}, namespace {{namespace}}',
    de: '{{cluster}}, Namespace {{namespace}}',
  },
  deleteTitle: { en: 'Delete {{application}}', de: '{{application}} löschen' },
  deleteText: {
    en: 'Removes the application with its texts, values and history. Refused while anything runs.',
    de: 'Entfernt die Anwendung mit Texten, Werten und Verlauf. Wird abgelehnt, solange etwas läuft.',
  },
  delete: { en: 'Delete…', de: 'Löschen…' },
  deleteQuestion: {
    en: 'Delete {{application}}?',
    de: '{{application}} löschen?',
  },
  workloadsWithTexts_one: {
    en: '{{count}} workload with its Score text',
    de: '{{count}} Workload mit seinem Score-Text',
  },
  workloadsWithTexts_other: {
    en: '{{count}} workloads with their Score texts',
    de: '{{count}} Workloads mit ihren Score-Texten',
  },
  environmentsWithValues_one: {
    en: '{{count}} environment with its values and secrets',
    de: '{{count}} Umgebung mit Werten und Geheimnissen',
  },
  environmentsWithValues_other: {
    en: '{{count}} environments with their values and secrets',
    de: '{{count}} Umgebungen mit Werten und Geheimnissen',
  },
  allHistory: {
    en: 'The history of all deployments',
    de: 'Der Verlauf aller Deployments',
  },
  isLost: { en: 'What is lost:', de: 'Verloren gehen:' },
  entityStays: {
    en: 'The entity in the catalog stays.',
    de: 'Die Entität im Katalog bleibt.',
  },
  needsNameAndValue: {
    en: 'Give a name and a value first.',
    de: 'Zuerst Name und Wert angeben.',
  },
  newForAllTitle: {
    en: 'New for all environments',
    de: 'Neu für alle Umgebungen',
  },
  newFor: { en: 'New for {{environment}}', de: 'Neu für {{environment}}' },
  valueForAll: {
    en: '{{name}} for all environments',
    de: '{{name}} für alle Umgebungen',
  },
  valueFor: {
    en: '{{name}} for {{environment}}',
    de: '{{name}} für {{environment}}',
  },
  isSecret: { en: 'It is a secret', de: 'Ist ein Geheimnis' },
  secretValue: { en: 'Secret value', de: 'Geheimer Wert' },
  value: { en: 'Value', de: 'Wert' },
  secretHelp: {
    en: 'It is sealed when it is saved. Nobody can read it back, you neither. It reaches what runs with the next deployment.',
    de: 'Wird beim Speichern versiegelt und ist danach für niemanden lesbar. Gilt ab dem nächsten Deployment.',
  },
  valueHelp: {
    en: 'true, 3 or {"a": 1} are taken as such; everything else is text. It reaches what runs with the next deployment.',
    de: 'true, 3 oder {"a": 1} gelten als solche; alles andere ist Text. Gilt ab dem nächsten Deployment.',
  },
  valueVersion: {
    en: 'version {{version}}, {{ago}} by {{who}}',
    de: 'Version {{version}}, {{ago}} von {{who}}',
  },
  valueReplaced: {
    en: 'replaced here, version {{version}}, {{ago}} by {{who}}',
    de: 'hier ersetzt, Version {{version}}, {{ago}} von {{who}}',
  },
  change: { en: 'Change', de: 'Ändern' },
  set: { en: 'Set', de: 'Setzen' },
  remove: { en: 'Remove', de: 'Entfernen' },
  changeForAll: {
    en: 'Change {{name}} for all environments',
    de: '{{name}} für alle Umgebungen ändern',
  },
  setForAll: {
    en: 'Set {{name}} for all environments',
    de: '{{name}} für alle Umgebungen setzen',
  },
  removeForAll: {
    en: 'Remove {{name}} for all environments',
    de: '{{name}} für alle Umgebungen entfernen',
  },
  changeIn: {
    en: 'Change {{name}} in {{environment}}',
    de: '{{name}} in {{environment}} ändern',
  },
  setIn: {
    en: 'Set {{name}} in {{environment}}',
    de: '{{name}} in {{environment}} setzen',
  },
  removeIn: {
    en: 'Remove {{name}} in {{environment}}',
    de: '{{name}} in {{environment}} entfernen',
  },
  newForOnly: {
    en: 'New for {{environment}} only',
    de: 'Neu nur für {{environment}}',
  },
  whatValues: { en: 'values', de: 'Werte' },
  noValue: {
    en: 'No value or secret yet',
    de: 'Noch kein Wert und kein Geheimnis',
  },
  noValueText: {
    en: 'A Score file reads them through a resource of type environment: {{placeholder}}',
    de: 'Eine Score-Datei liest sie über eine Ressource vom Typ environment: {{placeholder}}',
  },
  valuesOf: {
    en: 'Values and secrets of {{environment}}',
    de: 'Werte und Geheimnisse von {{environment}}',
  },
  allEnvironments: { en: 'All environments', de: 'Alle Umgebungen' },
  only: { en: 'Only {{environment}}', de: 'Nur {{environment}}' },
  removeQuestion: { en: 'Remove {{name}}?', de: '{{name}} entfernen?' },
  removeNamed: { en: 'Remove {{name}}', de: '{{name}} entfernen' },
  removeHere: {
    en: '{{environment}} falls back to what all environments have. A workload that still reads a name that nobody sets cannot be deployed; what runs stays as it is.',
    de: '{{environment}} bekommt wieder, was alle Umgebungen haben. Ein Workload, der einen nicht gesetzten Namen liest, kann nicht deployt werden; was läuft, bleibt wie es ist.',
  },
  removeEverywhere: {
    en: 'It goes for every environment that has no own. A workload that still reads a name that nobody sets cannot be deployed; what runs stays as it is.',
    de: 'Entfällt für jede Umgebung ohne eigenen Wert. Ein Workload, der einen nicht gesetzten Namen liest, kann nicht deployt werden; was läuft, bleibt wie es ist.',
  },
  valuesNeedEnvironment: {
    en: 'Values and secrets belong to an application and its environments. Add an environment first.',
    de: 'Werte und Geheimnisse gehören zu einer Anwendung und ihren Umgebungen. Zuerst eine Umgebung hinzufügen.',
  },
  whyNotDeploy: {
    en: 'Why may I not deploy to {{environment}}?',
    de: 'Warum ist Deployen nach {{environment}} nicht erlaubt?',
  },
  whyNotSecrets: {
    en: 'Why may I not write secrets in {{environment}}?',
    de: 'Warum ist das Schreiben von Geheimnissen in {{environment}} nicht erlaubt?',
  },
  workloadSaved: {
    en: '{{workload}} is saved. It runs with the next deployment.',
    de: '{{workload}} ist gespeichert. Gilt ab dem nächsten Deployment.',
  },
  removeWorkload: { en: 'Remove…', de: 'Entfernen…' },
  nothingChanged: { en: 'Nothing was changed.', de: 'Nichts geändert.' },
  workloadVersion: {
    en: 'Version {{version}}, {{ago}} by {{who}}',
    de: 'Version {{version}}, {{ago}} von {{who}}',
  },
  removeWorkloadQuestion: {
    en: 'Remove {{workload}} from {{application}}?',
    de: '{{workload}} aus {{application}} entfernen?',
  },
  scoreFileOf: {
    en: 'Score file of {{workload}}',
    de: 'Score-Datei von {{workload}}',
  },
  noImage: { en: 'no image yet', de: 'noch kein Image' },
  byDeployment: { en: 'by deployment', de: 'durch Deployment' },
  byDeploymentWhy: {
    en: 'The Score file says “image: .”',
    de: 'In der Score-Datei steht „image: .“',
  },
  noWorkload: { en: 'No workload yet', de: 'Noch kein Workload' },
  noWorkloadText: {
    en: 'A workload is one Score file: containers, ports, and the resources it needs, free of any environment.',
    de: 'Ein Workload ist eine Score-Datei: Container, Ports und die nötigen Ressourcen, frei von jeder Umgebung.',
  },
  findResource: { en: 'Find a resource', de: 'Ressource suchen' },
  noSuchResource: {
    en: 'No resource has these words in its address',
    de: 'Keine Ressource hat diese Wörter in ihrer Adresse',
  },
  noSuchResourceText: {
    en: 'The address is type, class and id: postgres.default#main.',
    de: 'Die Adresse ist Typ, Klasse und Id: postgres.default#main.',
  },
  findWorkload: { en: 'Find a workload', de: 'Workload suchen' },
  sortBy: { en: 'Sort by', de: 'Sortieren nach' },
  sortName: { en: 'Name', de: 'Name' },
  sortProblems: { en: 'Problems first', de: 'Probleme zuerst' },
  noWorkloadFits: { en: 'No workload fits.', de: 'Kein Workload passt.' },
  images: { en: 'Images', de: 'Images' },
  needs: { en: 'Needs', de: 'Braucht' },
  source: { en: 'Source', de: 'Quelle' },
  problems_one: { en: '{{count}} problem', de: '{{count}} Problem' },
  problems_other: { en: '{{count}} problems', de: '{{count}} Probleme' },
});
