import { messages } from './messages';

/** Environments of pull requests. */
export const previewsMessages = messages({
  title: { en: 'Previews', de: 'Vorschauen' },
  what: { en: 'previews', de: 'Vorschauen' },
  of: {
    en: 'Previews of {{application}}',
    de: 'Vorschauen von {{application}}',
  },
  count_one: { en: '{{count}} preview', de: '{{count}} Vorschau' },
  count_other: { en: '{{count}} previews', de: '{{count}} Vorschauen' },
  none: {
    en: 'No preview is there any more',
    de: 'Es gibt keine Vorschau mehr',
  },
  noneText: {
    en: 'A preview comes with a pull request and goes with it.',
    de: 'Eine Vorschau kommt mit einem Pull Request und geht mit ihm.',
  },
  preview: { en: 'Preview', de: 'Vorschau' },
  pullRequest: { en: 'Pull request', de: 'Pull Request' },
  age: { en: 'Made', de: 'Angelegt' },
  expires: { en: 'Is destroyed', de: 'Wird gelöscht' },
  never: { en: 'never by itself', de: 'nie von selbst' },
  wake: { en: 'Wake up', de: 'Aufwecken' },
  wakeLabel: { en: 'Wake up {{preview}}', de: '{{preview}} aufwecken' },
  destroy: { en: 'Destroy', de: 'Löschen' },
  destroyLabel: { en: 'Destroy {{preview}}', de: '{{preview}} löschen' },
  waiting: { en: 'Waiting', de: 'Wartet' },
  deploying: { en: 'Deploying', de: 'Wird deployt' },
  running: { en: 'Running', de: 'Läuft' },
  failed: { en: 'Failed', de: 'Fehlgeschlagen' },
  paused: { en: 'Paused', de: 'Angehalten' },
  destroying: { en: 'Being destroyed', de: 'Wird gelöscht' },
  stuck: { en: 'Could not be destroyed', de: 'Konnte nicht gelöscht werden' },
});
