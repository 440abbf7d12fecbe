import { messages } from './messages';

export const versionsMessages = messages({
  title: { en: 'Versions', de: 'Versionen' },
  heading: {
    en: 'Which version runs where',
    de: 'Welche Version wo läuft',
  },
  what: { en: 'versions', de: 'Versionen' },
  search: { en: 'Search', de: 'Suchen' },
  searchLabel: { en: 'Search workloads', de: 'Workloads suchen' },
  filterLabel: { en: 'Filter versions', de: 'Versionen filtern' },
  mine: { en: 'Everything I own', de: 'Alles, was mir gehört' },
  differs: { en: 'Only what differs', de: 'Nur Unterschiede' },
  workload: { en: 'Workload', de: 'Workload' },
  odd: { en: 'differs from the others', de: 'anders als die übrigen' },
  imageToCopy: {
    en: '{{version}} with its digest',
    de: '{{version}} mit Digest',
  },
  none: {
    en: 'Nothing runs that fits these filters',
    de: 'Nichts läuft, das zu diesen Filtern passt',
  },
  noneText: {
    en: 'Only what was deployed and what you may see is listed.',
    de: 'Aufgeführt ist nur, was deployt wurde und was Sie sehen dürfen.',
  },
  more: { en: 'Show more', de: 'Mehr zeigen' },
  moreImages: {
    en: 'and {{count}} more images',
    de: 'und {{count}} weitere Images',
  },
  failed: {
    en: 'More could not be loaded',
    de: 'Mehr konnte nicht geladen werden',
  },
});
