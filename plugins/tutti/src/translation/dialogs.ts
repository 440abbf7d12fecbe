import { messages } from './messages';

export const dialogsMessages = messages({
  unsavedTitle: {
    en: 'Discard what you wrote?',
    de: 'Eingaben verwerfen?',
  },
  unsavedText: {
    en: 'It is not saved yet. Discarded, it is gone.',
    de: 'Sie sind noch nicht gespeichert. Verworfen sind sie verloren.',
  },
  goOn: { en: 'Go on writing', de: 'Weiterschreiben' },
  discard: { en: 'Discard', de: 'Verwerfen' },
});
