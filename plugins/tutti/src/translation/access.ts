import { messages } from './messages';

/** Who may do what, and what decides it. */
export const accessMessages = messages({
  title: { en: 'Access', de: 'Zugriff' },
  lines: { en: 'access', de: 'Zugriff' },
  inEnvironment: {
    en: 'Access to {{environment}}',
    de: 'Zugriff auf {{environment}}',
  },
  ofApplication: {
    en: 'Access to {{application}}',
    de: 'Zugriff auf {{application}}',
  },
  text: {
    en: 'What the environment type {{type}} says, and the permission policy of this portal: both must agree.',
    de: 'Was der Umgebungstyp {{type}} sagt, und die Berechtigungsregeln dieses Portals: Beide müssen zustimmen.',
  },
  textOfFile: {
    en: 'What the environment type {{type}} says, in {{file}}, and the permission policy of this portal: both must agree.',
    de: 'Was der Umgebungstyp {{type}} sagt, in {{file}}, und die Berechtigungsregeln dieses Portals: Beide müssen zustimmen.',
  },
  applicationText: {
    en: 'What the configuration of this portal says, and its permission policy: both must agree. Each environment has its own, on its page.',
    de: 'Was die Konfiguration dieses Portals sagt, und seine Berechtigungsregeln: Beide müssen zustimmen. Jede Umgebung hat eigene, auf ihrer Seite.',
  },
  what: { en: 'To', de: 'Was' },
  mayI: { en: 'May you?', de: 'Erlaubt?' },
  whoMay: { en: 'Who may', de: 'Wer darf' },
  decidedBy: { en: 'Decided by', de: 'Entscheidet' },
  yes: { en: 'Yes', de: 'Ja' },
  no: { en: 'No', de: 'Nein' },
  fromConfig: {
    en: 'in the configuration of the portal',
    de: 'in der Konfiguration des Portals',
  },
  read: { en: 'see it', de: 'Sehen' },
  update: {
    en: 'change workloads, values and settings',
    de: 'Workloads, Werte und Einstellungen ändern',
  },
  delete: { en: 'delete it', de: 'Löschen' },
  build: { en: 'tell builds', de: 'Builds melden' },
  createEnvironment: {
    en: 'add an environment',
    de: 'Umgebung hinzufügen',
  },
  assign: {
    en: 'give it to any owner',
    de: 'Verantwortliche frei bestimmen',
  },
  deploy: { en: 'plan and deploy', de: 'Planen und deployen' },
  cancel: {
    en: 'cancel what others deploy',
    de: 'Deployments anderer abbrechen',
  },
  operate: {
    en: 'restart, scale and pause',
    de: 'Neu starten, skalieren und anhalten',
  },
  unlock: {
    en: 'unlock after an interruption',
    de: 'Nach einer Unterbrechung entsperren',
  },
  approve: { en: 'approve a plan', de: 'Pläne freigeben' },
  gate: {
    en: 'say how a check from outside went',
    de: 'sagen, wie eine Prüfung von außen ausging',
  },
  override: {
    en: 'deploy in spite of a policy or a freeze',
    de: 'Trotz Policy oder Sperrzeit deployen',
  },
  secrets: { en: 'write secrets', de: 'Geheimnisse schreiben' },
  manage: {
    en: 'take over and detach resources',
    de: 'Ressourcen übernehmen und lösen',
  },
  logs: { en: 'read logs', de: 'Logs lesen' },
  exec: { en: 'open a terminal', de: 'Terminals öffnen' },
  destroy: { en: 'destroy it', de: 'Abbauen' },
});
