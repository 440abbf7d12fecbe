import { question } from './question';
import { useTutti } from './useTutti';

const titleQuestion = question(async (api, name: string) =>
  name ? (await api.getApplication(name)).title : undefined,
);

/** What people call an application, once it is known; undefined before. */
export function useApplicationTitle(name = ''): string | undefined {
  return useTutti(titleQuestion, [name]).data;
}
