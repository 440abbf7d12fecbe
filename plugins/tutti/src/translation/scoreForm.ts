import { messages } from './messages';

export const scoreFormMessages = messages({
  label: { en: 'Form', de: 'Formular' },
  broken: {
    en: 'The form cannot read this text. Mend what is marked in it first.',
    de: 'Das Formular kann diesen Text nicht lesen. Zuerst beheben, was darin markiert ist.',
  },
  container: { en: 'Container', de: 'Container' },
  image: { en: 'Image', de: 'Image' },
  imageHelp: {
    en: '“.” leaves it to the deployment.',
    de: '„.“ überlässt es dem Deployment.',
  },
  command: { en: 'Command', de: 'Befehl' },
  commandHelp: { en: 'One word a line.', de: 'Ein Wort je Zeile.' },
  variables: { en: 'Variables', de: 'Variablen' },
  quantities: { en: 'Processor and memory', de: 'Prozessor und Speicher' },
  requestsCpu: { en: 'Asks for cores', de: 'Verlangt Kerne' },
  requestsMemory: { en: 'Asks for memory', de: 'Verlangt Speicher' },
  limitsCpu: { en: 'At most cores', de: 'Höchstens Kerne' },
  limitsMemory: { en: 'At most memory', de: 'Höchstens Speicher' },
  ports: { en: 'Ports', de: 'Ports' },
  port: { en: 'Port', de: 'Port' },
  portOf: { en: 'Port {{name}}', de: 'Port {{name}}' },
  targetPortOf: {
    en: 'In the container, {{name}}',
    de: 'Im Container, {{name}}',
  },
  resources: { en: 'Resources', de: 'Ressourcen' },
  name: { en: 'Name', de: 'Name' },
  value: { en: 'Value', de: 'Wert' },
  add: { en: 'Add', de: 'Hinzufügen' },
  addVariable: { en: 'Add variable', de: 'Variable hinzufügen' },
  addPort: { en: 'Add port', de: 'Port hinzufügen' },
  remove: { en: 'Remove {{name}}', de: '{{name}} entfernen' },
  addResource: { en: 'Add a resource…', de: 'Ressource hinzufügen…' },
  addResourceTo: {
    en: 'Add a resource to {{workload}}',
    de: 'Ressource zu {{workload}} hinzufügen',
  },
  addNamed: { en: 'Add {{name}}', de: '{{name}} hinzufügen' },
  what: { en: 'What is needed', de: 'Was gebraucht wird' },
  class: { en: 'Class', de: 'Klasse' },
  anyClass: {
    en: 'Other classes are possible in the text.',
    de: 'Andere Klassen sind im Text möglich.',
  },
  nameTaken: {
    en: 'The text has a resource {{name}} already.',
    de: 'Der Text hat schon eine Ressource {{name}}.',
  },
  nameRule: {
    en: 'Two characters at least: lower-case letters, digits and dashes.',
    de: 'Mindestens zwei Zeichen: Kleinbuchstaben, Ziffern und Bindestriche.',
  },
  chooseFirst: {
    en: 'Choose what is needed first.',
    de: 'Zuerst wählen, was gebraucht wird.',
  },
  fill: { en: 'Fill in {{names}} first.', de: 'Zuerst {{names}} ausfüllen.' },
  params: { en: 'Params', de: 'Parameter' },
  outputs: {
    en: 'What it gives, as variables of {{container}}',
    de: 'Was sie gibt, als Variablen von {{container}}',
  },
  noOutputs: {
    en: 'It gives the workload nothing to read.',
    de: 'Sie gibt dem Workload nichts zu lesen.',
  },
  secret: { en: 'secret', de: 'geheim' },
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  byDefault: { en: 'By default {{value}}.', de: 'Standard: {{value}}.' },
  elsewhere: {
    en: 'What is not shown here stands in the text.',
    de: 'Was hier nicht steht, steht im Text.',
  },
  noOffers: {
    en: 'The platform offers no resource yet.',
    de: 'Die Plattform bietet noch keine Ressource an.',
  },
});
