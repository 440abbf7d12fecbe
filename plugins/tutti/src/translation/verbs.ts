import { messages } from './messages';

/** What an environment can be asked to do beyond a deployment, and how it is asked. */
export const verbsMessages = messages({
  rollBackTo: { en: 'Roll back to…', de: 'Zurückrollen auf…' },
  rollBackToNumber: {
    en: 'Roll back to #{{number}}',
    de: 'Auf #{{number}} zurückrollen',
  },
  rollBackTitle: {
    en: 'Roll {{environment}} back',
    de: '{{environment}} zurückrollen',
  },
  rollBackText: {
    en: 'The release and the plain values of then, with the secrets of now. You see first what would happen. Afterwards automation is on hold until somebody resumes it.',
    de: 'Release und einfache Werte von damals, mit den Geheimnissen von heute. Zuerst wird gezeigt, was geschehen würde. Danach ist die Automatik angehalten, bis jemand sie fortsetzt.',
  },
  successes: { en: 'Successful deployments', de: 'Erfolgreiche Deployments' },
  noSuccess: {
    en: 'There is no earlier success to go back to.',
    de: 'Es gibt kein früheres erfolgreiches Deployment.',
  },
  success: {
    en: '#{{number}}, r{{release}}',
    de: '#{{number}}, r{{release}}',
  },
  byWhen: { en: '{{ago}}, by {{who}}', de: '{{ago}}, von {{who}}' },
  runsNow: { en: 'runs now', de: 'läuft jetzt' },
  planIt: { en: 'See what would happen', de: 'Zeigen, was geschehen würde' },
  promoteFrom: { en: 'Promote from…', de: 'Übernehmen aus…' },
  promoteTitle: {
    en: 'Promote to {{environment}}',
    de: 'Nach {{environment}} übernehmen',
  },
  promoteText: {
    en: 'The release that last succeeded there, with exactly its images, and with the values of {{environment}}.',
    de: 'Das Release, das dort zuletzt erfolgreich war, mit genau dessen Images und mit den Werten von {{environment}}.',
  },
  environments: { en: 'Environments', de: 'Umgebungen' },
  noOther: {
    en: 'No other environment has a successful deployment yet.',
    de: 'Keine andere Umgebung hat bisher ein erfolgreiches Deployment.',
  },
  promoteAll: {
    en: 'Promote r{{release}} from {{environment}}',
    de: 'r{{release}} aus {{environment}} übernehmen',
  },
  scale: { en: 'Scale…', de: 'Skalieren…' },
  scaleTitle: {
    en: 'Scale workloads of {{environment}}',
    de: 'Workloads von {{environment}} skalieren',
  },
  scaleText: {
    en: 'Replicas that are chosen here stay through deployments until they are changed. An empty field: as the Score file and the profile say.',
    de: 'Hier gewählte Replikate bleiben über Deployments hinweg, bis sie geändert werden. Leeres Feld: wie Score-Datei und Profil es sagen.',
  },
  replicasOf: {
    en: 'Replicas of {{workload}}',
    de: 'Replikate von {{workload}}',
  },
  asWritten: { en: 'as written', de: 'wie geschrieben' },
  wholeNumber: {
    en: 'Replicas are whole numbers from 0 to {{most}}.',
    de: 'Replikate sind ganze Zahlen von 0 bis {{most}}.',
  },
  changeFirst: { en: 'Change something first.', de: 'Zuerst etwas ändern.' },
  removeLabel: {
    en: 'Remove {{address}}…',
    de: '{{address}} entfernen…',
  },
  removeTitle: {
    en: 'Remove {{address}} from {{environment}}',
    de: '{{address}} aus {{environment}} entfernen',
  },
  removeText: {
    en: 'A plan says first, object by object, what would happen.',
    de: 'Ein Plan sagt zuerst, Objekt für Objekt, was geschehen würde.',
  },
  removeHow: { en: 'How it goes', de: 'Wie sie geht' },
  detach: { en: 'Detach', de: 'Lösen' },
  detachWhat: {
    en: 'It stays in the cluster as it is, with none of our marks, and {{environment}} forgets it. Another environment may adopt it. No data is lost.',
    de: 'Sie bleibt im Cluster, wie sie ist, ohne unsere Kennzeichen, und {{environment}} vergisst sie. Eine andere Umgebung kann sie übernehmen. Keine Daten gehen verloren.',
  },
  destroyIt: { en: 'Destroy', de: 'Zerstören' },
  destroyWhat: {
    en: 'Its objects are deleted.',
    de: 'Ihre Objekte werden gelöscht.',
  },
  destroyWithData: {
    en: 'Its objects are deleted, and its data is lost. The plan asks for consent.',
    de: 'Ihre Objekte werden gelöscht, und ihre Daten gehen verloren. Der Plan fragt nach der Zustimmung.',
  },
  neededBy: {
    en: 'At the last deployment {{names}} needed it. While a Score file asks for it, the plan is refused.',
    de: 'Beim letzten Deployment brauchte es {{names}}. Solange eine Score-Datei sie verlangt, wird der Plan abgelehnt.',
  },
  restart: { en: 'Restart…', de: 'Neu starten…' },
  restartTitle: {
    en: 'Restart workloads of {{environment}}',
    de: 'Workloads von {{environment}} neu starten',
  },
  restartText: {
    en: 'Their pods are made anew, one after the other; nothing else changes.',
    de: 'Ihre Pods werden nacheinander neu erzeugt; sonst ändert sich nichts.',
  },
  rotate: { en: 'Rotate…', de: 'Rotieren…' },
  rotateResource: { en: 'Rotate {{resource}}', de: '{{resource}} rotieren' },
  rotateTitle: {
    en: 'Rotate passwords of {{environment}}',
    de: 'Passwörter von {{environment}} rotieren',
  },
  rotateText: {
    en: 'Passwords that were generated for these resources are made anew, and what uses them rolls. Until then it has the old ones, with which it may not get in any more.',
    de: 'Für diese Ressourcen erzeugte Passwörter werden neu erzeugt, und was sie nutzt, wird ersetzt. Bis dahin hat es die alten, mit denen es vielleicht keinen Zugang mehr hat.',
  },
  rotates: { en: 'password {{names}}', de: 'Passwort {{names}}' },
  rotatesFor: {
    en: 'password {{names}}, needed by {{workloads}}',
    de: 'Passwort {{names}}, gebraucht von {{workloads}}',
  },
  nothingToRotate: {
    en: 'No resource here has a generated password that may be made anew.',
    de: 'Keine Ressource hier hat ein erzeugtes Passwort, das neu erzeugt werden darf.',
  },
  olderRuns: {
    en: 'older password still in use',
    de: 'älteres Passwort noch in Gebrauch',
  },
  chooseFirst: { en: 'Choose at least one.', de: 'Zuerst etwas auswählen.' },
  noWorkloads: {
    en: 'No workload runs here.',
    de: 'Hier läuft kein Workload.',
  },
  noResources: {
    en: 'There is no resource here.',
    de: 'Hier gibt es keine Ressource.',
  },
  notRunning: { en: 'Nothing runs here yet', de: 'Hier läuft noch nichts' },
  pause: { en: 'Pause…', de: 'Pausieren…' },
  pauseHint: {
    en: 'Scales every workload to zero and keeps deployments out',
    de: 'Skaliert jeden Workload auf null und lässt kein Deployment zu',
  },
  resume: { en: 'Resume…', de: 'Fortsetzen…' },
  resumeHint: {
    en: 'Every workload as it was before the pause',
    de: 'Jeder Workload wie vor der Pause',
  },
  hold: { en: 'Hold automation…', de: 'Automatik anhalten…' },
  holdHint: {
    en: 'People can still deploy',
    de: 'Menschen können weiter deployen',
  },
  holdTitle: {
    en: 'Hold automation in {{environment}}',
    de: 'Automatik in {{environment}} anhalten',
  },
  holdText: {
    en: 'What automation asks for waits until somebody resumes it. People can still deploy.',
    de: 'Was die Automatik anfordert, wartet, bis jemand sie fortsetzt. Menschen können weiter deployen.',
  },
  holdReason: { en: 'Why', de: 'Warum' },
  holdVerb: { en: 'Hold automation', de: 'Automatik anhalten' },
  resumeAutomation: { en: 'Resume automation…', de: 'Automatik fortsetzen…' },
  tagPaused: { en: 'Paused', de: 'Pausiert' },
  tagHeld: { en: 'Automation on hold', de: 'Automatik angehalten' },
  tagFrozen: { en: 'Frozen', de: 'Sperrzeit' },
  pausedText: {
    en: 'Every workload is scaled to zero, and nothing is deployed until {{environment}} is resumed.',
    de: 'Jeder Workload ist auf null skaliert, und nichts wird deployt, bis {{environment}} fortgesetzt wird.',
  },
  heldText: {
    en: 'Put on hold {{ago}} by {{who}}: “{{reason}}”. People can still deploy.',
    de: 'Angehalten {{ago}} von {{who}}: „{{reason}}“. Menschen können weiter deployen.',
  },
  frozenText: {
    en: '{{title}}: nothing starts before {{until}}. What is asked for now waits until then.',
    de: '{{title}}: nichts startet vor {{until}}. Was jetzt angefordert wird, wartet bis dahin.',
  },
  scaledText: {
    en: 'Chosen replicas: {{list}}',
    de: 'Gewählte Replikate: {{list}}',
  },
  resumePaused: {
    en: 'Resume {{environment}}',
    de: '{{environment}} fortsetzen',
  },
});
