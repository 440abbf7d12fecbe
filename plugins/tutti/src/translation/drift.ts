import { messages } from './messages';

/** What other hands changed in clusters, and what people decide about it. */
export const driftMessages = messages({
  title: { en: 'Drift', de: 'Drift' },
  heading: {
    en: 'What others changed in clusters',
    de: 'Was andere in Clustern geändert haben',
  },
  what: { en: 'drift', de: 'Drift' },
  list: { en: 'Drift by cause', de: 'Drift nach Ursache' },
  none: { en: 'Nothing was changed', de: 'Nichts wurde geändert' },
  noneText: {
    en: 'What is in the clusters is what the last successful deployments put there, as of the last look at each environment.',
    de: 'In den Clustern steht, was die letzten erfolgreichen Deployments hinterlassen haben, Stand der letzten Prüfung jeder Umgebung.',
  },
  noneHere: {
    en: 'Nothing was changed here',
    de: 'Hier wurde nichts geändert',
  },
  tag: { en: 'Drift', de: 'Drift' },
  note_one: {
    en: '{{count}} object was changed by others',
    de: '{{count}} Objekt wurde von anderen geändert',
  },
  note_other: {
    en: '{{count}} objects were changed by others',
    de: '{{count}} Objekte wurden von anderen geändert',
  },
  altered: { en: '{{kind}}: {{path}}', de: '{{kind}}: {{path}}' },
  gone: { en: '{{kind}} is gone', de: '{{kind}} ist weg' },
  taken: {
    en: '{{kind}} says that it is of another environment',
    de: '{{kind}} gehört laut eigener Angabe zu einer anderen Umgebung',
  },
  by: { en: 'by {{manager}}', de: 'durch {{manager}}' },
  byTool: {
    en: 'managed with {{driver}}',
    de: 'verwaltet mit {{driver}}',
  },
  byNobody: {
    en: 'nobody says that they set it',
    de: 'kein Urheber verzeichnet',
  },
  environments_one: {
    en: '{{count}} environment',
    de: '{{count}} Umgebung',
  },
  environments_other: {
    en: '{{count}} environments',
    de: '{{count}} Umgebungen',
  },
  since: { en: 'found {{ago}}', de: 'gefunden {{ago}}' },
  setAt: { en: 'set {{ago}}', de: 'gesetzt {{ago}}' },
  show: { en: 'Where, and what', de: 'Wo und was' },
  more: { en: 'Show more', de: 'Mehr zeigen' },
  shown_one: { en: '{{shown}} of {{count}}', de: '{{shown}} von {{count}}' },
  shown_other: { en: '{{shown}} of {{count}}', de: '{{shown}} von {{count}}' },
  applied: { en: 'Applied', de: 'Angewendet' },
  live: { en: 'Live', de: 'Im Cluster' },
  wanted: { en: 'Wanted', de: 'Gewünscht' },
  nothing: { en: 'nothing', de: 'nichts' },
  secret: { en: 'secret, changed', de: 'geheim, geändert' },
  values: { en: 'Values of {{what}}', de: 'Werte von {{what}}' },
  repair: { en: 'Repair', de: 'Reparieren' },
  accept: { en: 'Accept', de: 'Hinnehmen' },
  ignore: { en: 'Ignore from now on', de: 'Künftig ignorieren' },
  repairOf: { en: 'Repair: {{what}}', de: 'Reparieren: {{what}}' },
  acceptOf: { en: 'Accept: {{what}}', de: 'Hinnehmen: {{what}}' },
  ignoreOf: {
    en: 'Ignore from now on: {{what}}',
    de: 'Künftig ignorieren: {{what}}',
  },
  repairText: {
    en: 'A deployment puts back what the last success left, and touches nothing else; what a tool like OpenTofu manages, the whole resource. It waits for its turn, for approvals and for freeze windows as any other.',
    de: 'Ein Deployment stellt wieder her, was der letzte Erfolg hinterlassen hat, und fasst nichts anderes an; was ein Werkzeug wie OpenTofu verwaltet, die ganze Ressource. Es wartet wie jedes andere, bis es an der Reihe ist, auf Freigaben und auf Sperrzeiten.',
  },
  acceptText: {
    en: 'What stands there stays, over deployments too, until something else is wanted in that field. What a tool like OpenTofu manages is taken as it is by a deployment, the whole resource, and whoever uses its outputs gets them.',
    de: 'Was dort steht, bleibt, auch über Deployments hinweg, bis in dem Feld etwas anderes gewünscht wird. Was ein Werkzeug wie OpenTofu verwaltet, übernimmt ein Deployment, die ganze Ressource, und wer ihre Ausgaben verwendet, erhält sie.',
  },
  ignoreText: {
    en: 'Whatever stands in that field of objects of this kind is not shown any more in these environments. A deployment may still set it.',
    de: 'Was in diesem Feld von Objekten dieser Art steht, wird in diesen Umgebungen nicht mehr gezeigt. Ein Deployment kann es weiterhin setzen.',
  },
  concerns_one: {
    en: 'It concerns {{count}} environment; where you may not, nothing happens.',
    de: 'Es betrifft {{count}} Umgebung; ohne Berechtigung geschieht nichts.',
  },
  concerns_other: {
    en: 'It concerns {{count}} environments; where you may not, nothing happens.',
    de: 'Es betrifft {{count}} Umgebungen; wo die Berechtigung fehlt, geschieht nichts.',
  },
  reason: { en: 'Reason', de: 'Grund' },
  close: { en: 'Close', de: 'Schließen' },
  outcomes: { en: 'What came of it', de: 'Was daraus wurde' },
  queued: { en: 'is done by', de: 'wird erledigt durch' },
  theDeployment: { en: 'this deployment', de: 'dieses Deployment' },
  accepted: { en: 'accepted', de: 'hingenommen' },
  ignored: { en: 'ignored from now on', de: 'künftig ignoriert' },
  refused: { en: 'Refused', de: 'Abgelehnt' },
  left_one: {
    en: '{{count}} more environment is left: do it once more.',
    de: '{{count}} weitere Umgebung ist übrig: noch einmal ausführen.',
  },
  left_other: {
    en: '{{count}} more environments are left: do it once more.',
    de: '{{count}} weitere Umgebungen sind übrig: noch einmal ausführen.',
  },
  look: { en: 'Look now', de: 'Jetzt prüfen' },
  neverLooked: {
    en: 'Nobody has looked yet.',
    de: 'Noch nicht geprüft.',
  },
  looked: {
    en: 'Looked at {{count}} objects {{ago}}.',
    de: '{{count}} Objekte geprüft {{ago}}.',
  },
  every: { en: 'Every {{every}}.', de: 'Alle {{every}}.' },
  onDemand: {
    en: 'Only when somebody asks.',
    de: 'Nur auf Verlangen.',
  },
  automatic: {
    en: 'It is put back by itself.',
    de: 'Es wird von selbst wiederhergestellt.',
  },
  skipped: {
    en: 'Not looked at the last time: {{why}}',
    de: 'Beim letzten Mal nicht geprüft: {{why}}',
  },
  unsure: {
    en: '{{object}} could only be compared with what was sent: {{why}}',
    de: '{{object}} ließ sich nur mit dem Gesendeten vergleichen: {{why}}',
  },
  unseen: {
    en: '{{object}} could not be looked at: {{why}}',
    de: '{{object}} ließ sich nicht prüfen: {{why}}',
  },
  rulings: { en: 'Left as it is', de: 'So belassen' },
  ruledAccept: {
    en: 'Accepted {{ago}} by {{who}}',
    de: 'Hingenommen {{ago}} von {{who}}',
  },
  ruledIgnore: {
    en: 'Ignored since {{ago}}, by {{who}}',
    de: 'Ignoriert seit {{ago}}, durch {{who}}',
  },
  end: { en: 'Count it again', de: 'Wieder beachten' },
  endOf: { en: 'Count it again: {{what}}', de: 'Wieder beachten: {{what}}' },
});
