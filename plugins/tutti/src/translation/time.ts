import { messages } from './messages';

export const timeMessages = messages({
  language: { en: 'en', de: 'de' },
  justNow: { en: 'just now', de: 'gerade eben' },
  secondsAgo: { en: '{{n}} s ago', de: 'vor {{n}} s' },
  minutesAgo: { en: '{{n}} min ago', de: 'vor {{n}} min' },
  hoursAgo: { en: '{{n}} h ago', de: 'vor {{n}} h' },
  soon: { en: 'in less than a minute', de: 'in weniger als einer Minute' },
  inMinutes: { en: 'in {{n}} min', de: 'in {{n}} min' },
  inHours: { en: 'in {{n}} h', de: 'in {{n}} h' },
  inDays: { en: 'in {{n}} d', de: 'in {{n}} d' },
  untilWhen: { en: '{{when}}, {{distance}}', de: '{{when}}, {{distance}}' },
  daysAgo: { en: '{{n}} d ago', de: 'vor {{n}} d' },
});
