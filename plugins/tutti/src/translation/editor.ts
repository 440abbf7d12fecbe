import { messages } from './messages';

export const editorMessages = messages({
  keys: {
    en: 'Press Escape, then Tab to leave the text. Press Ctrl and Space for what can be written here.',
    de: 'Mit Escape und danach Tab den Text verlassen. Mit Strg und Leertaste erscheint, was hier stehen kann.',
  },
  notChecked: {
    en: 'The text cannot be checked right now.',
    de: 'Der Text kann gerade nicht geprüft werden.',
  },
  restored: {
    en: 'Your draft is back: it was not saved when you left.',
    de: 'Der Entwurf ist wieder da: Er war beim Verlassen nicht gespeichert.',
  },
  restoredMoved: {
    en: 'Your draft is back. The saved text has changed since; saving replaces it.',
    de: 'Der Entwurf ist wieder da. Der gespeicherte Text hat sich seitdem geändert; Speichern ersetzt ihn.',
  },
  discardDraft: { en: 'Discard the draft', de: 'Entwurf verwerfen' },
  ofType: {
    en: 'A resource of type {{type}}.',
    de: 'Eine Ressource vom Typ {{type}}.',
  },
  secret: { en: 'secret', de: 'geheim' },
  secretOutput: {
    en: 'Secret: it reaches the container through a Kubernetes Secret.',
    de: 'Geheim: kommt über ein Kubernetes-Secret in den Container.',
  },
  madeIn: {
    en: 'Made in {{environments}}.',
    de: 'Gibt es in {{environments}}.',
  },
  notMadeIn: {
    en: 'Not made in {{environments}}.',
    de: 'Gibt es nicht in {{environments}}.',
  },
  find: { en: 'Find', de: 'Suchen' },
  replace: { en: 'Replace', de: 'Ersetzen' },
  next: { en: 'next', de: 'nächste' },
  previous: { en: 'previous', de: 'vorige' },
  all: { en: 'all', de: 'alle' },
  matchCase: { en: 'match case', de: 'Groß/klein' },
  byWord: { en: 'by word', de: 'ganze Wörter' },
  regexp: { en: 'regexp', de: 'Regexp' },
  replaceOne: { en: 'replace', de: 'ersetzen' },
  replaceAll: { en: 'replace all', de: 'alle ersetzen' },
  close: { en: 'close', de: 'schließen' },
  fold: { en: 'Fold line', de: 'Zeile einklappen' },
  unfold: { en: 'Unfold line', de: 'Zeile ausklappen' },
  fieldApiVersion: {
    en: 'The version of Score: score.dev/v1b1.',
    de: 'Die Version von Score: score.dev/v1b1.',
  },
  fieldMetadata: {
    en: 'Name and annotations of the workload; other keys can be read as ${metadata.…}.',
    de: 'Name und Annotationen des Workloads; andere Schlüssel sind als ${metadata.…} lesbar.',
  },
  fieldName: {
    en: 'The name of the workload, which does not change later.',
    de: 'Der Name des Workloads, der sich später nicht ändert.',
  },
  fieldAnnotations: {
    en: 'Annotations; those that the profile allows reach the pods.',
    de: 'Annotationen; die vom Profil erlaubten kommen an die Pods.',
  },
  fieldContainers: {
    en: 'The containers of the workload, by name.',
    de: 'Die Container des Workloads, nach Namen.',
  },
  fieldImage: {
    en: 'The image. “.” means that the deployment gives it.',
    de: 'Das Image. „.“ heißt: Das Deployment gibt es an.',
  },
  fieldCommand: {
    en: 'Replaces the entry point of the image.',
    de: 'Ersetzt den Startbefehl des Images.',
  },
  fieldArgs: {
    en: 'Replaces the arguments of the image.',
    de: 'Ersetzt die Argumente des Images.',
  },
  fieldVariables: {
    en: 'Environment variables: texts, with placeholders.',
    de: 'Umgebungsvariablen: Texte, auch mit Platzhaltern.',
  },
  fieldFiles: {
    en: 'Files by their path in the container.',
    de: 'Dateien nach ihrem Pfad im Container.',
  },
  fieldVolumes: {
    en: 'Volumes by the path at which they are mounted.',
    de: 'Volumes nach dem Pfad, an dem sie eingehängt werden.',
  },
  fieldBefore: {
    en: 'Containers that wait until this one is started, healthy or complete.',
    de: 'Container, die warten, bis dieser gestartet, gesund oder fertig ist.',
  },
  fieldQuantities: {
    en: 'How much processor and memory the container asks for, and may use at most.',
    de: 'Wie viel Prozessor und Speicher der Container verlangt und höchstens bekommt.',
  },
  fieldLiveness: {
    en: 'Tells whether the container must be restarted.',
    de: 'Sagt, ob der Container neu gestartet werden muss.',
  },
  fieldReadiness: {
    en: 'Tells whether the container can be asked.',
    de: 'Sagt, ob der Container Anfragen annimmt.',
  },
  fieldService: {
    en: 'The ports under which others find the workload.',
    de: 'Die Ports, unter denen andere den Workload finden.',
  },
  fieldPorts: { en: 'Ports by name.', de: 'Ports nach Namen.' },
  fieldPort: {
    en: 'The port that others ask.',
    de: 'Der Port, den andere ansprechen.',
  },
  fieldTargetPort: {
    en: 'The port of the container; the same when it is left out.',
    de: 'Der Port des Containers; ohne Angabe derselbe.',
  },
  fieldResources: {
    en: 'What the workload needs, by a name of its own choice.',
    de: 'Was der Workload braucht, nach selbst gewählten Namen.',
  },
  fieldType: {
    en: 'A type that the platform offers.',
    de: 'Ein Typ, den die Plattform anbietet.',
  },
  fieldClass: {
    en: 'A class of that type; “default” when it is left out.',
    de: 'Eine Klasse dieses Typs; ohne Angabe „default“.',
  },
  fieldId: {
    en: 'Resources of one type with the same id are one resource, shared by all who name it.',
    de: 'Ressourcen eines Typs mit gleicher id sind eine einzige, geteilt von allen, die sie nennen.',
  },
  fieldParams: {
    en: 'What is asked of the resource, by the schema of its type.',
    de: 'Was von der Ressource verlangt wird, nach dem Schema ihres Typs.',
  },
});
