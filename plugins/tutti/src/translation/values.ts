import { messages } from './messages';

/** The history of values and secrets, and what of them was not deployed yet. */
export const valuesMessages = messages({
  fromStore: {
    en: 'from {{store}} secret {{place}}, key {{key}}',
    de: 'aus {{store}}-Secret {{place}}, Schlüssel {{key}}',
  },
  livesElsewhere: {
    en: 'It lives in a store outside',
    de: 'Liegt in einem Speicher außerhalb',
  },
  store: { en: 'Store', de: 'Speicher' },
  storeNamespace: { en: 'Namespace', de: 'Namespace' },
  storeName: { en: 'Name of the secret', de: 'Name des Secrets' },
  storeKey: { en: 'Key', de: 'Schlüssel' },
  elsewhereHelp: {
    en: 'It is read in each deployment, just before it is used, and pods are restarted where it has changed. The platform team says in the Target what may be read.',
    de: 'Wird in jedem Deployment gelesen, kurz bevor es gebraucht wird; Pods starten neu, wenn es sich geändert hat. Was gelesen werden darf, sagt das Plattform-Team im Target.',
  },
  needsWholeReference: {
    en: 'Give a name, and say where the secret lives: every field.',
    de: 'Zuerst den Namen angeben, und wo das Geheimnis liegt: alle Felder.',
  },
  purge: { en: 'Purge…', de: 'Endgültig löschen…' },
  purgeVersion: {
    en: 'Purge version {{version}} for {{scope}}…',
    de: 'Version {{version}} für {{scope}} endgültig löschen…',
  },
  purgeAllOf: {
    en: 'Purge every version of {{name}} for {{scope}}…',
    de: 'Jede Version von {{name}} für {{scope}} endgültig löschen…',
  },
  purgeVerb: {
    en: 'Purge version {{version}} of {{name}}',
    de: 'Version {{version}} von {{name}} endgültig löschen',
  },
  purgeAllVerb: {
    en: 'Purge every version of {{name}}',
    de: 'Jede Version von {{name}} endgültig löschen',
  },
  purgeText: {
    en: 'Its content leaves the database for good, and nobody can set it again. Who set it when, and who purged it, stays. Backups of the database may still have it.',
    de: 'Der Inhalt verschwindet endgültig aus der Datenbank, und niemand kann ihn wieder setzen. Wer ihn wann gesetzt und wer ihn gelöscht hat, bleibt. Sicherungen der Datenbank können ihn noch enthalten.',
  },
  purgeUsedBy: {
    en: '{{environment}} still runs with it: {{readers}}.',
    de: '{{environment}} läuft noch damit: {{readers}}.',
  },
  purgeUsedIn: {
    en: '{{environment}} still runs with it.',
    de: '{{environment}} läuft noch damit.',
  },
  purgeRunsOn: {
    en: 'What runs keeps it in the cluster until the next deployment.',
    de: 'Was läuft, behält ihn im Cluster bis zum nächsten Deployment.',
  },
  purgeRollback: {
    en: 'Rollbacks take the secret of now: they go on as before.',
    de: 'Zurückrollen nimmt das Geheimnis von heute: daran ändert sich nichts.',
  },
  purgeRollbackLacks: {
    en: 'It is the one of now: deployments and rollbacks that need {{name}} are refused, because it is not there any more, until it is set again.',
    de: 'Es ist das von heute: Deployments und Zurückrollen, die {{name}} brauchen, werden abgelehnt, weil es nicht mehr da ist, bis es neu gesetzt ist.',
  },
  purgeReason: { en: 'Why (if you like)', de: 'Warum (wenn Sie mögen)' },
  purgeReasonNeeded: { en: 'Why', de: 'Warum' },
  purgeReasonFirst: {
    en: 'Say why first: it is still in use.',
    de: 'Zuerst den Grund angeben: Es ist noch in Gebrauch.',
  },
  purgeDone: {
    en: '{{name}} is purged.',
    de: '{{name}} ist endgültig gelöscht.',
  },
  pending: {
    en: 'changed, not deployed yet',
    de: 'geändert, noch nicht deployt',
  },
  saved: {
    en: '{{name}} is set. It reaches what runs with the next deployment.',
    de: '{{name}} ist gesetzt. Gilt ab dem nächsten Deployment.',
  },
  planNow: { en: 'Plan for {{environment}}', de: 'Plan für {{environment}}' },
  history: { en: 'History', de: 'Verlauf' },
  historyOf: { en: 'History of {{name}}', de: 'Verlauf von {{name}}' },
  historyText: {
    en: 'Newest first: what was said for all environments, and for {{environment}} only. Restoring makes a new version; it reaches what runs with the next deployment.',
    de: 'Neueste zuerst: was für alle Umgebungen gesagt wurde, und was nur für {{environment}}. Wiederherstellen legt eine neue Version an; sie gilt ab dem nächsten Deployment.',
  },
  versions: { en: 'versions', de: 'Versionen' },
  version: { en: 'Version', de: 'Version' },
  where: { en: 'For', de: 'Für' },
  application: { en: 'all environments', de: 'alle Umgebungen' },
  environment: {
    en: 'only {{environment}}',
    de: 'nur {{environment}}',
  },
  setBy: { en: 'By', de: 'Von' },
  inUse: { en: 'in use', de: 'in Gebrauch' },
  wasRemoved: { en: 'removed', de: 'entfernt' },
  wasPurged: { en: 'purged', de: 'endgültig gelöscht' },
  purgedForGood: {
    en: 'Its content was purged: nobody can set it again.',
    de: 'Der Inhalt ist endgültig gelöscht: Niemand kann ihn wiederherstellen.',
  },
  stillRuns: {
    en: 'still runs in {{environment}}',
    de: 'läuft noch in {{environment}}',
  },
  secretChanged: { en: 'secret, changed', de: 'geheim, geändert' },
  hiddenNow: {
    en: 'not shown: the name is a secret now',
    de: 'nicht gezeigt: Der Name ist jetzt ein Geheimnis',
  },
  restore: { en: 'Restore', de: 'Wiederherstellen' },
  restoreVersion: {
    en: 'Restore version {{version}} for {{scope}}',
    de: 'Version {{version}} für {{scope}} wiederherstellen',
  },
  restored: {
    en: '{{name}} is as in version {{version}} again. It reaches what runs with the next deployment.',
    de: '{{name}} ist wieder wie in Version {{version}}. Gilt ab dem nächsten Deployment.',
  },
  notRestored: {
    en: 'It was not restored',
    de: 'Wiederherstellen fehlgeschlagen',
  },
  nothingToRestore: {
    en: 'This version removed it: there is nothing to set again.',
    de: 'Diese Version hat den Wert entfernt: Es gibt nichts wiederherzustellen.',
  },
  inUseAlready: {
    en: 'It is in use already.',
    de: 'Ist schon in Gebrauch.',
  },
  purged: {
    en: 'Clear versions from before a name became a secret are deleted for good.',
    de: 'Lesbare Versionen aus der Zeit, bevor der Name ein Geheimnis wurde, sind endgültig gelöscht.',
  },
  olderLeftOut: {
    en: 'Older versions are not listed.',
    de: 'Ältere Versionen sind nicht aufgeführt.',
  },
  removed: {
    en: 'Removed, not deployed yet',
    de: 'Entfernt, noch nicht deployt',
  },
  removedText: {
    en: 'What runs in {{environment}} has these until the next deployment.',
    de: 'Was in {{environment}} läuft, hat diese bis zum nächsten Deployment.',
  },
  removedBy: {
    en: 'value for {{scope}}, {{ago}} by {{who}}',
    de: 'Wert für {{scope}}, {{ago}} von {{who}}',
  },
  removedSecretBy: {
    en: 'secret for {{scope}}, {{ago}} by {{who}}',
    de: 'Geheimnis für {{scope}}, {{ago}} von {{who}}',
  },
});
