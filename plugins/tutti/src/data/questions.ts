import {
  ApplicationSummary,
  compareNames,
  EnvironmentVerb,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { question } from './question';

/** All pages, by title: filters and columns are about every application. */
async function everyApplication(
  api: TuttiApi,
): Promise<{ items: ApplicationSummary[] }> {
  const items: ApplicationSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listApplications({ ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return { items: items.sort((a, b) => compareNames(a.title, b.title)) };
}

/** Every question that a screen asks and shows the answer of. */
export const applicationsQuestion = question(everyApplication);

export const applicationQuestion = question((api, name: string) =>
  api.getApplication(name),
);

export const workloadQuestion = question(
  (api, application: string, workload: string) =>
    api.getWorkload(application, workload),
);

export const environmentQuestion = question(
  (api, application: string, environment: string) =>
    api.getEnvironment(application, environment),
);

export const runtimeQuestion = question(
  (api, application: string, environment: string) =>
    api.getRuntime(application, environment),
);

export const valuesQuestion = question(
  (api, application: string, environment: string) =>
    api.listValues(application, environment),
);

export const resourcesQuestion = question(
  (api, application: string, environment: string) =>
    api.listResources({
      application,
      ...(environment && { environment }),
    }),
);

export const whyQuestion = question(
  (api, application: string, environment: string, verb: EnvironmentVerb) =>
    api.why({ application, environment, verb }),
);

export const planQuestion = question((api, id: string) => api.getPlan(id));

export const platformQuestion = question(api => api.getPlatform());
