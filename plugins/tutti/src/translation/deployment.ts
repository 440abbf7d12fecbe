import { messages } from './messages';

/** One run: how far it is, and why it failed. */
export const deploymentMessages = messages({
  what: { en: 'deployment', de: 'Deployment' },
  title: {
    en: '{{application}} to {{environment}} #{{number}}',
    de: '{{application}} nach {{environment}} #{{number}}',
  },
  lost: {
    en: 'The connection to the server is lost. Trying again; nothing that happens meanwhile is missed.',
    de: 'Die Verbindung zum Server ist unterbrochen. Es wird erneut versucht; nichts geht inzwischen verloren.',
  },
  ranImages: { en: 'Images that ran', de: 'Images, die liefen' },
  imageToCopy: {
    en: '{{image}} with its digest',
    de: '{{image}} mit Digest',
  },
  digestDiffers: {
    en: 'more than one digest: the tag moved',
    de: 'mehr als ein Digest: Das Tag wurde verschoben',
  },
  digestUnreported: {
    en: 'no digest that a registry knows',
    de: 'kein Digest, den eine Registry kennt',
  },
  steps: { en: 'Steps', de: 'Schritte' },
  howShown: {
    en: 'How steps are shown',
    de: 'Darstellung der Schritte',
  },
  show: { en: 'Show', de: 'Zeigen' },
  showAll: { en: 'All steps', de: 'Alle Schritte' },
  showChanges: { en: 'Only what changes', de: 'Nur Änderungen' },
  showFailed: { en: 'Only what failed', de: 'Nur Fehlgeschlagenes' },
  showNear: {
    en: 'The chosen one and its neighbours',
    de: 'Gewählter und Nachbarn',
  },
  orderRun: { en: 'As they run', de: 'Wie sie laufen' },
  orderState: { en: 'Failures first', de: 'Fehler zuerst' },
  orderTook: { en: 'Slowest first', de: 'Langsamste zuerst' },
  findStep: { en: 'Find a step', de: 'Schritt suchen' },
  stepsShown_one: {
    en: '{{shown}} of {{count}}',
    de: '{{shown}} von {{count}}',
  },
  stepsShown_other: {
    en: '{{shown}} of {{count}}',
    de: '{{shown}} von {{count}}',
  },
  graphPart: {
    en: 'The graph shows only the first of them. Narrow it, or choose the list.',
    de: 'Der Graph zeigt nur die ersten davon: Auswahl verkleinern oder die Liste nehmen.',
  },
  noStepShown: { en: 'No step fits.', de: 'Kein Schritt passt.' },
  failedSoFar_one: { en: '{{count}} failed', de: '{{count}} fehlgeschlagen' },
  failedSoFar_other: { en: '{{count}} failed', de: '{{count}} fehlgeschlagen' },
  stillWaiting_one: {
    en: '{{count}} still waiting (deadline {{deadline}})',
    de: '{{count}} wartet noch (Frist {{deadline}})',
  },
  stillWaiting_other: {
    en: '{{count}} still waiting (deadline {{deadline}})',
    de: '{{count}} warten noch (Frist {{deadline}})',
  },
  stillRunning_one: {
    en: '{{count}} still running',
    de: '{{count}} läuft noch',
  },
  stillRunning_other: {
    en: '{{count}} still running',
    de: '{{count}} laufen noch',
  },
  givesUpAt: {
    en: 'deadline {{deadline}}',
    de: 'Frist {{deadline}}',
  },
  graph: { en: 'Graph', de: 'Graph' },
  list: { en: 'List', de: 'Liste' },
  showStep: { en: 'Show step', de: 'Schritt zeigen' },
  showStepNamed: {
    en: 'Show step {{address}}',
    de: 'Schritt {{address}} zeigen',
  },
  moreFailed_one: {
    en: 'One more step failed',
    de: 'Ein weiterer Schritt ist fehlgeschlagen',
  },
  moreFailed_other: {
    en: '{{count}} more steps failed',
    de: '{{count}} weitere Schritte sind fehlgeschlagen',
  },
  wasCancelled: {
    en: 'It was stopped on request. What was done until then stays; the next deployment goes on from there.',
    de: 'Auf Wunsch angehalten. Was bis dahin getan war, bleibt; das nächste Deployment macht dort weiter.',
  },
  wasSuperseded: {
    en: 'A newer deployment took its changes along.',
    de: 'Ein neueres Deployment hat die Änderungen mitgenommen.',
  },
  wasSupersededBy: {
    en: '{{run}} took its changes along.',
    de: '{{run}} hat die Änderungen mitgenommen.',
  },
  askedForUnplanned: {
    en: 'Asked for {{ago}} by {{who}}, {{environment}}. It is planned when its turn has come, on what runs then.',
    de: 'Angefordert {{ago}} von {{who}}, {{environment}}. Geplant wird, sobald es an der Reihe ist, auf dem, was dann läuft.',
  },
  overridden: {
    en: 'Started in spite of a freeze window, by {{who}}: “{{reason}}”',
    de: 'Trotz Sperrzeit gestartet, von {{who}}: „{{reason}}“',
  },
  wasRejected: {
    en: 'The request was rejected. Nothing was changed in {{environment}}. Answer the comment, then ask again with a new plan.',
    de: 'Die Anfrage wurde abgelehnt. In {{environment}} wurde nichts geändert. Erst auf den Kommentar eingehen, dann mit einem neuen Plan erneut anfragen.',
  },
  wasExpired: {
    en: 'Nobody approved it in time. Nothing was changed in {{environment}}. Ask again with a new plan.',
    de: 'Niemand hat es rechtzeitig freigegeben. In {{environment}} wurde nichts geändert. Mit einem neuen Plan erneut anfragen.',
  },
  whyItWaits: { en: 'Why it has not begun', de: 'Warum es nicht begonnen hat' },
  whyItStopped: {
    en: 'Why it waits in the middle',
    de: 'Warum es mittendrin wartet',
  },
  reviewed: {
    en: 'What drivers would do is known now. Nothing of it is done yet.',
    de: 'Was Treiber tun würden, ist jetzt bekannt. Davon ist noch nichts geschehen.',
  },
  notBegun: { en: 'Not begun.', de: 'Nicht begonnen.' },
  seeLock: { en: 'See what was interrupted', de: 'Zur Unterbrechung' },
  wasInterrupted: {
    en: 'The backend stopped in the middle of an operation, and it is not known how that operation ended. {{environment}} takes no deployment until somebody has looked and unlocks it.',
    de: 'Das Backend hat mitten in einer Operation angehalten, und ihr Ausgang ist unbekannt. {{environment}} nimmt kein Deployment an, bis jemand nachgesehen hat und die Sperre aufhebt.',
  },
  wasStale: {
    en: '{{environment}} changed after the plan was made, so that running it would not have done what was read. Nothing was changed.',
    de: '{{environment}} hat sich nach dem Planen geändert; die Ausführung hätte nicht getan, was gelesen wurde. Nichts wurde geändert.',
  },
  planAgain: { en: 'Plan again', de: 'Neu planen' },
  phases: { en: 'Phases', de: 'Phasen' },
  read: { en: 'Read', de: 'Lesen' },
  match: { en: 'Match', de: 'Zuordnen' },
  create: { en: 'Create', de: 'Erzeugen' },
  deploy: { en: 'Deploy', de: 'Deployen' },
  deployOf: { en: 'Deploy {{done}}/{{of}}', de: 'Deployen {{done}}/{{of}}' },
  phasePending: { en: 'not begun', de: 'nicht begonnen' },
  phaseRunning: { en: 'under way', de: 'läuft' },
  phaseDone: { en: 'done', de: 'fertig' },
  phaseFailed: { en: 'failed', de: 'fehlgeschlagen' },
  timeTaken: { en: 'Time it took', de: 'Dauer' },
  timeSoFar: { en: 'Time so far', de: 'Bisherige Dauer' },
  verification: { en: 'Verification', de: 'Prüfung' },
  verifying: {
    en: 'It runs and is healthy. Whether it has succeeded is not decided yet.',
    de: 'Es läuft und ist gesund. Ob es erfolgreich war, ist noch nicht entschieden.',
  },
  verifyingUntil: {
    en: 'Decided at {{time}} at the latest.',
    de: 'Spätestens um {{time}} entschieden.',
  },
  healthyUntil: {
    en: 'It has to stay healthy until {{time}}.',
    de: 'Es muss bis {{time}} gesund bleiben.',
  },
  notHealthyNow: {
    en: 'It is not healthy now: the time begins anew when it is.',
    de: 'Es ist gerade nicht gesund: Die Zeit beginnt von vorn, sobald es das ist.',
  },
  gatePending: {
    en: '{{gate}}: not set yet',
    de: '{{gate}}: noch nicht gesetzt',
  },
  gatePassed: { en: '{{gate}}: passed', de: '{{gate}}: bestanden' },
  gateFailed: { en: '{{gate}}: failed', de: '{{gate}}: nicht bestanden' },
  gateLink: { en: 'See the check', de: 'Prüfung ansehen' },
  rollsBack: {
    en: 'It puts back by itself what {{run}} had changed.',
    de: 'Es macht von selbst rückgängig, was {{run}} geändert hatte.',
  },
  rolledBackBy: {
    en: '{{run}} puts it back by itself.',
    de: '{{run}} macht es von selbst rückgängig.',
  },
  notRolledBack: {
    en: 'Nothing puts it back by itself. {{reason}}',
    de: 'Es wird nicht von selbst rückgängig gemacht. {{reason}}',
  },
  cancel: { en: 'Cancel', de: 'Abbrechen' },
  redeploy: { en: 'Redeploy', de: 'Erneut deployen' },
  askedFor: {
    en: 'r{{release}}, asked for {{ago}} by {{who}}, {{plan}}, {{environment}}',
    de: 'r{{release}}, angefordert {{ago}} von {{who}}, {{plan}}, {{environment}}',
  },
  plan: { en: 'plan', de: 'Plan' },
  cancelQuestion: {
    en: 'Cancel deployment #{{number}}?',
    de: 'Deployment #{{number}} abbrechen?',
  },
  cancelNumber: { en: 'Cancel #{{number}}', de: '#{{number}} abbrechen' },
  cancelText: {
    en: '{{done}} of {{of}} steps are done and stay as they are. What is under way is asked to stop; {{environment}} is free again when it has stopped.',
    de: '{{done}} von {{of}} Schritten sind fertig und bleiben, wie sie sind. Laufendes wird angehalten; {{environment}} ist danach wieder frei.',
  },
  log: { en: 'Log', de: 'Log' },
  onlyStep: { en: 'Only {{step}} ✕', de: 'Nur {{step}} ✕' },
  nothingLogged: {
    en: 'Nothing was logged yet.',
    de: 'Noch keine Zeile.',
  },
  step: { en: 'Step {{name}}', de: 'Schritt {{name}}' },
  addressToCopy: { en: 'address', de: 'Adresse' },
  attempt: { en: 'attempt {{n}}', de: 'Versuch {{n}}' },
  madeBy: { en: 'Made by', de: 'Erzeugt durch' },
  driver: { en: 'driver {{driver}}', de: 'Treiber {{driver}}' },
  for: { en: 'For', de: 'Für' },
  inputs: { en: 'Inputs', de: 'Eingaben' },
  images: { en: 'Images', de: 'Images' },
  profile: { en: 'Profile', de: 'Profil' },
  objects: { en: 'Objects', de: 'Objekte' },
  onlyInLog: {
    en: 'Only this step in the log',
    de: 'Nur diesen Schritt im Log',
  },
  inOrder: {
    en: 'Steps, in the order in which they are done',
    de: 'Schritte, in der Reihenfolge der Ausführung',
  },
  unlockReason: {
    en: 'What you found, and why it is safe',
    de: 'Was vorgefunden wurde und warum es sicher ist',
  },
  unlockNeedsReason: {
    en: 'Say why it is safe first.',
    de: 'Zuerst begründen, warum es sicher ist.',
  },
  unlock: { en: 'Unlock {{environment}}', de: '{{environment}} entsperren' },
  namespace: { en: 'namespace', de: 'Namespace' },
  workload: { en: 'workload', de: 'Workload' },
});
