import { messages } from './messages';

export const compareMessages = messages({
  title: { en: 'Compare', de: 'Vergleichen' },
  what: { en: 'comparison', de: 'Vergleich' },
  left: { en: 'Left', de: 'Links' },
  right: { en: 'Right', de: 'Rechts' },
  swap: { en: 'Swap sides', de: 'Seiten tauschen' },
  showSame: { en: 'Also what is the same', de: 'Auch was gleich ist' },
  choose: {
    en: 'Choose what to compare',
    de: 'Wählen, was verglichen wird',
  },
  chooseText: {
    en: 'Open a comparison from the board of an application, from an environment or from a deployment.',
    de: 'Ein Vergleich öffnet sich von der Tafel einer Anwendung, von einer Umgebung oder von einem Deployment aus.',
  },
  nothing: {
    en: 'Nothing differs',
    de: 'Nichts ist verschieden',
  },
  nothingText: {
    en: '{{left}} and {{right}} are the same in everything that both know of.',
    de: '{{left}} und {{right}} sind in allem gleich, was beide kennen.',
  },
  workloads: { en: 'Workloads', de: 'Workloads' },
  resources: { en: 'Resources', de: 'Ressourcen' },
  values: { en: 'Values & secrets', de: 'Werte & Secrets' },
  place: { en: 'Place', de: 'Ort' },
  sectionSame: {
    en: 'No difference.',
    de: 'Kein Unterschied.',
  },
  sameNames: { en: 'The same: {{names}}', de: 'Gleich: {{names}}' },
  name: { en: 'Name', de: 'Name' },
  field: { en: 'Field', de: 'Feld' },
  whole: { en: 'value', de: 'Wert' },
  onlyIn: { en: 'only in {{side}}', de: 'nur in {{side}}' },
  secret: { en: 'secret, changed', de: 'Secret, geändert' },
  promote: {
    en: 'Promote r{{number}} to {{environment}}',
    de: 'r{{number}} nach {{environment}} übernehmen',
  },
  promoteTo: {
    en: 'Promote to {{environment}}',
    de: 'Nach {{environment}} übernehmen',
  },
  promoteNothing: {
    en: 'Nothing runs on the left side.',
    de: 'Auf der linken Seite läuft nichts.',
  },
  promoteSame: {
    en: '{{environment}} has this release already.',
    de: '{{environment}} hat dieses Release schon.',
  },
  release: { en: 'release r{{number}}', de: 'Release r{{number}}' },
  deployment: {
    en: '{{environment}} #{{number}}',
    de: '{{environment}} #{{number}}',
  },
  runs: { en: 'r{{number}}', de: 'r{{number}}' },
  runsNothing: { en: 'nothing runs', de: 'nichts läuft' },
});
