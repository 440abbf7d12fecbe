import { messages } from './messages';

/** Fields of the scaffolder's forms. */
export const formsMessages = messages({
  application: { en: 'Application', de: 'Anwendung' },
  workload: { en: 'Workload', de: 'Workload' },
  applicationFirst: {
    en: 'Choose the application first.',
    de: 'Zuerst die Anwendung wählen.',
  },
  applications: { en: 'applications', de: 'Anwendungen' },
  workloads: { en: 'workloads', de: 'Workloads' },
  noWorkloads: {
    en: 'This application has no workload yet.',
    de: 'Diese Anwendung hat noch keinen Workload.',
  },
  followsFile: {
    en: '{{name}}, follows {{url}}: change it there',
    de: '{{name}}, folgt {{url}}: dort ändern',
  },
  environments: { en: 'Environments', de: 'Umgebungen' },
  noEnvironments: {
    en: 'This application has no environment yet.',
    de: 'Diese Anwendung hat noch keine Umgebung.',
  },
  noTypes: {
    en: 'The platform offers no environment type yet.',
    de: 'Die Plattform bietet noch keinen Umgebungstyp an.',
  },
  whoMakes: {
    en: 'Made by: {{who}}.',
    de: 'Wird angelegt von: {{who}}.',
  },
  nobody: { en: 'nobody', de: 'niemandem' },
  resources: { en: 'Resources', de: 'Ressourcen' },
  offers: { en: 'offers', de: 'Angebote' },
  nothingChosen: {
    en: 'Nothing chosen. A service may need nothing at all.',
    de: 'Nichts gewählt. Ein Service braucht vielleicht gar nichts.',
  },
  add: { en: 'Add {{what}}', de: '{{what}} hinzufügen' },
  offeredHere: {
    en: 'What the platform offers here',
    de: 'Was die Plattform hier anbietet',
  },
  search: { en: 'Search what is offered', de: 'Angebote durchsuchen' },
  nothingFits: {
    en: 'Nothing that is offered fits.',
    de: 'Kein Angebot passt.',
  },
  remove: { en: 'Remove {{name}}', de: '{{name}} entfernen' },
  resourceName: { en: 'Name in the Score file', de: 'Name in der Score-Datei' },
  nameRule: {
    en: 'Lower-case letters, digits and dashes.',
    de: 'Kleinbuchstaben, Ziffern und Bindestriche.',
  },
  keepsName: {
    en: 'The workload has it, so it keeps its name.',
    de: 'Der Workload hat sie schon, sie behält ihren Namen.',
  },
  nameTwice: {
    en: 'Another resource has this name.',
    de: 'Eine andere Ressource heißt schon so.',
  },
  class: { en: 'Class', de: 'Klasse' },
  mountPath: { en: 'Path in the container', de: 'Pfad im Container' },
  mountRule: {
    en: 'It begins with a slash.',
    de: 'Er beginnt mit einem Schrägstrich.',
  },
  usually: {
    en: 'Left empty: {{value}}.',
    de: 'Leer gelassen: {{value}}.',
  },
  variables: { en: 'Variables: {{names}}', de: 'Variablen: {{names}}' },
  madeBy: {
    en: '{{environment}}: {{definition}}',
    de: '{{environment}}: {{definition}}',
  },
  notHere: {
    en: 'Not in {{environment}}: {{why}}',
    de: 'Nicht in {{environment}}: {{why}}',
  },
  notOffered: {
    en: 'The platform does not offer this type here.',
    de: 'Die Plattform bietet diesen Typ hier nicht an.',
  },
  chooseEnvironment: {
    en: 'Choose at least one environment.',
    de: 'Mindestens eine Umgebung wählen.',
  },
  brokenName: {
    en: '{{name}} must have a name of lower-case letters, digits and dashes.',
    de: '{{name}} braucht einen Namen aus Kleinbuchstaben, Ziffern und Bindestrichen.',
  },
  brokenTwice: {
    en: '{{name}} has the name of another resource.',
    de: '{{name}} heißt wie eine andere Ressource.',
  },
  brokenMount: {
    en: '{{name}} must have a path that begins with a slash.',
    de: '{{name}} braucht einen Pfad, der mit einem Schrägstrich beginnt.',
  },
  typeNotOffered: {
    en: '{{name}}: the platform does not offer {{type}} here.',
    de: '{{name}}: Die Plattform bietet {{type}} hier nicht an.',
  },
  classNotThere: {
    en: '{{name}}: not in {{environment}}. {{why}}',
    de: '{{name}}: nicht in {{environment}}. {{why}}',
  },
  paramMissing: {
    en: '{{param}} is missing.',
    de: '{{param}} fehlt.',
  },
  paramType: {
    en: '{{param}} must be of type {{limit}}.',
    de: '{{param}} muss vom Typ {{limit}} sein.',
  },
  paramEnum: {
    en: '{{param}} must be one of: {{limit}}.',
    de: '{{param}} muss eines davon sein: {{limit}}.',
  },
  paramPattern: {
    en: '{{param}} must match {{limit}}.',
    de: '{{param}} muss zu {{limit}} passen.',
  },
  paramMinimum: {
    en: '{{param}} must be {{limit}} or more.',
    de: '{{param}} muss mindestens {{limit}} sein.',
  },
  paramMaximum: {
    en: '{{param}} must be {{limit}} or less.',
    de: '{{param}} darf höchstens {{limit}} sein.',
  },
  paramUnknown: {
    en: '{{param}} is not known here.',
    de: '{{param}} ist hier nicht bekannt.',
  },
});
