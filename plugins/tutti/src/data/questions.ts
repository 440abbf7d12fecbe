import { question } from './question';

/** Every question that a screen asks and shows the answer of. */
export const applicationsQuestion = question(api => api.listApplications());

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

export const planQuestion = question((api, id: string) => api.getPlan(id));

export const platformQuestion = question(api => api.getPlatform());
