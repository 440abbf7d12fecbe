import {
  ApplicationSummary,
  ApplicationVerb,
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

/** Something that one may do with an application, or in an environment of it. */
export type Right =
  | { application: string; verb: ApplicationVerb }
  | { application: string; environment: string; verb: EnvironmentVerb };

type RightAsked =
  | [application: string, verb: ApplicationVerb]
  | [application: string, verb: EnvironmentVerb, environment: string];

export function rightAsked(right: Right): RightAsked {
  return 'environment' in right
    ? [right.application, right.verb, right.environment]
    : [right.application, right.verb];
}

export const whyQuestion = question((api, ...asked: RightAsked) =>
  asked.length === 3
    ? api.why({ application: asked[0], verb: asked[1], environment: asked[2] })
    : api.why({ application: asked[0], verb: asked[1] }),
);

export const planQuestion = question((api, id: string) => api.getPlan(id));

export const platformQuestion = question(api => api.getPlatform());
