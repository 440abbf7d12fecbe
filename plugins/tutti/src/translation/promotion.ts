import { messages } from './messages';

/** What comes to an environment from the one before it, and what it waits for. */
export const promotionMessages = messages({
  coming: { en: 'coming', de: 'unterwegs' },
  stopped: { en: 'stopped', de: 'angehalten' },
  unpaired: { en: 'not automatic', de: 'nicht automatisch' },
  asked: { en: 'on its way', de: 'wird übernommen' },
  comes: {
    en: 'r{{release}} from {{from}} {{run}}.',
    de: 'r{{release}} aus {{from}} {{run}}.',
  },
  wave: { en: 'Wave {{wave}}.', de: 'Welle {{wave}}.' },
  soon: { en: 'It is promoted now.', de: 'Es wird gerade übernommen.' },
  byDeployment: {
    en: 'See {{run}}.',
    de: 'Siehe {{run}}.',
  },
  promote: { en: 'Promote r{{release}}', de: 'r{{release}} übernehmen' },
  promoteTo: {
    en: 'Promote r{{release}} from {{from}} to {{environment}}',
    de: 'r{{release}} aus {{from}} nach {{environment}} übernehmen',
  },
  gates: { en: 'Gates for promotion', de: 'Gates für die Übernahme' },
});
