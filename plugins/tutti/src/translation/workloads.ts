import { messages } from './messages';

/** Where the texts of workloads come from, the texts that they had, and their removal. */
export const workloadsMessages = messages({
  show: { en: 'Show', de: 'Zeigen' },
  showAll: { en: 'All', de: 'Alle' },
  showProblems: { en: 'With problems', de: 'Mit Problemen' },
  showNoImage: { en: 'Without an image', de: 'Ohne Image' },
  showRepository: { en: 'From a repository', de: 'Aus einem Repository' },
  sortNeeds: { en: 'Most needs first', de: 'Meiste Ressourcen zuerst' },
  shown: {
    en: '{{shown}} of {{count}}',
    de: '{{shown}} von {{count}}',
  },
  whereKept: { en: 'Where the text is kept', de: 'Wo der Text liegt' },
  writeHere: { en: 'Write it here', de: 'Hier schreiben' },
  inRepository: { en: 'Follow a repository', de: 'Einem Repository folgen' },
  followText: {
    en: 'Its Score file stays in the repository and is edited there. What is deployed has the text that was read last.',
    de: 'Die Score-Datei bleibt im Repository und wird dort bearbeitet. Deployt wird der zuletzt gelesene Text.',
  },
  nameHelp: {
    en: 'As in metadata.name of its Score file.',
    de: 'Wie in metadata.name der Score-Datei.',
  },
  needsName: {
    en: 'Give the workload a name first.',
    de: 'Zuerst einen Namen angeben.',
  },
  url: { en: 'Repository URL', de: 'URL des Repositorys' },
  urlExample: {
    en: 'https://git.example.com/shop/web',
    de: 'https://git.example.com/shop/web',
  },
  urlHelp: {
    en: 'A repository, a folder of one, or the Score file itself, as the browser shows it.',
    de: 'Ein Repository, ein Ordner darin oder die Score-Datei selbst, wie der Browser sie zeigt.',
  },
  urlOrEntity: {
    en: 'A repository, a folder of one, or the Score file itself. Left empty: the source location of {{entity}}.',
    de: 'Ein Repository, ein Ordner darin oder die Score-Datei selbst. Leer: der Quellort von {{entity}}.',
  },
  needsUrl: {
    en: 'Give the URL of the repository first.',
    de: 'Zuerst die URL des Repositorys angeben.',
  },
  path: { en: 'Path', de: 'Pfad' },
  pathExample: { en: 'score.yaml', de: 'score.yaml' },
  pathHelp: {
    en: 'Below the URL. Left empty: score.yaml.',
    de: 'Unterhalb der URL. Leer: score.yaml.',
  },
  ref: { en: 'Branch, tag or commit', de: 'Branch, Tag oder Commit' },
  refHelp: {
    en: 'Left empty: the one in the URL, else the default branch.',
    de: 'Leer: wie in der URL, sonst der Standard-Branch.',
  },
  asInUrl: {
    en: 'as in the URL, else the default branch',
    de: 'wie in der URL, sonst der Standard-Branch',
  },
  keptIn: { en: 'Score file', de: 'Score-Datei' },
  lookedAt: { en: 'Looked at', de: 'Angesehen' },
  notYet: { en: 'not yet', de: 'noch nicht' },
  unreadable: {
    en: 'cannot be read; the last good text stays in use',
    de: 'nicht lesbar; der letzte gute Text bleibt in Gebrauch',
  },
  hasErrors: {
    en: 'has problems; the last good text stays in use',
    de: 'hat Probleme; der letzte gute Text bleibt in Gebrauch',
  },
  textOf: { en: 'Text read last', de: 'Zuletzt gelesen' },
  editThere: {
    en: 'Edit it where it is kept',
    de: 'Dort bearbeiten, wo sie liegt',
  },
  declaredIn: {
    en: 'It is declared in platform files, as {{file}}: change it there.',
    de: 'In Plattformdateien deklariert, als {{file}}: dort ändern.',
  },
  sourceMore: { en: 'Source…', de: 'Quelle…' },
  sourceTitle: { en: 'Source of {{workload}}', de: 'Quelle von {{workload}}' },
  lookNow: { en: 'Look now', de: 'Jetzt ansehen' },
  looking: { en: 'Looking…', de: 'Wird angesehen…' },
  notLooked: {
    en: 'It could not be looked at',
    de: 'Ansehen fehlgeschlagen',
  },
  followOne: { en: 'Follow a repository', de: 'Einem Repository folgen' },
  followAnother: {
    en: 'Follow something else',
    de: 'Einer anderen Quelle folgen',
  },
  follow: { en: 'Follow this', de: 'Dieser Quelle folgen' },
  sourceSaved: {
    en: 'The source of {{name}} is changed. It reaches what runs with the next deployment.',
    de: 'Die Quelle von {{name}} ist geändert. Gilt ab dem nächsten Deployment.',
  },
  keepHere: { en: 'Keep it here…', de: 'Hier behalten…' },
  keepHereQuestion: {
    en: 'Keep the text of {{name}} here?',
    de: 'Text von {{name}} hier behalten?',
  },
  keepHereVerb: { en: 'Keep it here', de: 'Hier behalten' },
  keepHereText: {
    en: 'Version {{version}} stays in use and is edited here from now on. The repository is not followed any more; nothing in it changes.',
    de: 'Version {{version}} bleibt in Gebrauch und wird ab jetzt hier bearbeitet. Dem Repository wird nicht mehr gefolgt; darin ändert sich nichts.',
  },
  allVersions: { en: 'All versions', de: 'Alle Versionen' },
  versionsMore: { en: 'Versions…', de: 'Versionen…' },
  versionsTitle: {
    en: 'Versions of {{workload}}',
    de: 'Versionen von {{workload}}',
  },
  versionsOf: { en: 'Versions of {{name}}', de: 'Versionen von {{name}}' },
  versionsText: {
    en: 'Newest first. Restoring makes the text of an older one the newest version.',
    de: 'Neueste zuerst. Wiederherstellen macht den Text einer älteren zur neuesten Version.',
  },
  versions: { en: 'versions', de: 'Versionen' },
  version: { en: 'Version {{version}}', de: 'Version {{version}}' },
  versionBy: { en: '{{ago}} by {{who}}', de: '{{ago}} von {{who}}' },
  restores: {
    en: 'with the text of version {{version}}',
    de: 'mit dem Text von Version {{version}}',
  },
  against: { en: 'What is shown', de: 'Was gezeigt wird' },
  againstBefore: { en: 'What it changed', de: 'Was sich damit änderte' },
  againstNow: {
    en: 'What restoring would change',
    de: 'Was Wiederherstellen ändert',
  },
  textOfVersion: {
    en: 'Text of version {{version}}',
    de: 'Text von Version {{version}}',
  },
  diffLabel: {
    en: 'From version {{before}} to version {{after}}',
    de: 'Von Version {{before}} zu Version {{after}}',
  },
  sameText: { en: 'The texts are the same.', de: 'Die Texte sind gleich.' },
  restoreVersion: {
    en: 'Restore version {{version}}',
    de: 'Version {{version}} wiederherstellen',
  },
  restored: {
    en: '{{name}} has the text of version {{version}} again. It runs with the next deployment.',
    de: '{{name}} hat wieder den Text von Version {{version}}. Gilt ab dem nächsten Deployment.',
  },
  isNewest: {
    en: 'It is the newest version already.',
    de: 'Ist schon die neueste Version.',
  },
  restoreThere: {
    en: 'It follows a repository: restore it there, or keep it here first.',
    de: 'Folgt einem Repository: dort wiederherstellen, oder zuerst hier behalten.',
  },
  textGoes: {
    en: 'Its Score text and its versions go now.',
    de: 'Der Score-Text und seine Versionen entfallen jetzt.',
  },
  followingEnds: {
    en: 'It does not follow {{url}} any more; nothing changes there.',
    de: 'Folgt nicht mehr {{url}}; dort ändert sich nichts.',
  },
  runsUntil: {
    en: 'It runs in {{environments}} until the next deployment there, whose plan shows what is removed.',
    de: 'Läuft in {{environments}} bis zum nächsten Deployment dort; dessen Plan zeigt, was entfernt wird.',
  },
  runsNowhere: { en: 'It runs nowhere.', de: 'Läuft nirgends.' },
  onlyIts_one: {
    en: 'Only this workload asks for {{names}}: it is removed with those deployments. Where it holds data, the plan asks first.',
    de: 'Nur dieser Workload verlangt {{names}}: Das wird mit diesen Deployments entfernt. Enthält es Daten, fragt der Plan zuerst.',
  },
  onlyIts_other: {
    en: 'Only this workload asks for {{names}}: they are removed with those deployments. Where one holds data, the plan asks first.',
    de: 'Nur dieser Workload verlangt {{names}}: Sie werden mit diesen Deployments entfernt. Enthält eine Daten, fragt der Plan zuerst.',
  },
  offeredTo: {
    en: 'It is offered to {{owners}}: what asks for its address there cannot be planned any more.',
    de: 'Wird {{owners}} angeboten: Was dort die Adresse verlangt, kann nicht mehr geplant werden.',
  },
});
