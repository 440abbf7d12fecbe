import { messages } from './messages';

/** What the portal's search found. */
export const searchMessages = messages({
  application: { en: 'Application', de: 'Anwendung' },
  workload: {
    en: 'Workload of {{application}}',
    de: 'Workload von {{application}}',
  },
});
