import {
  ApplicationPage,
  ApplicationVerb,
  AuditOutcome,
  EnvironmentVerb,
  TuttiApi,
  WebhookDelivery,
} from '@tutti/plugin-tutti-common';
import { question } from './question';

/** Page after page until `wanted` rows are there, or all; with what the last page says beside them. */
async function firstRows<Row, Page extends { items: Row[]; next?: string }>(
  wanted: number,
  ask: (cursor: string | undefined) => Promise<Page>,
): Promise<Page> {
  let page = await ask(undefined);
  const items = [...page.items];
  while (page.next && items.length < wanted) {
    page = await ask(page.next);
    items.push(...page.items);
  }
  return { ...page, items };
}

/** As much as is asked for at once. */
const APPLICATIONS_AT_ONCE = 50;

/** Texts that are left out are empty, `yes` for what is on; `rows`: so many rows at most. */
export type ApplicationsAsked = [
  search: string,
  owner: string,
  mine: string,
  problems: string,
  rows: string,
];

/** The first rows that fit. */
async function firstApplications(
  api: TuttiApi,
  ...[search, owner, mine, problems, rows]: ApplicationsAsked
): Promise<ApplicationPage> {
  const wanted = Number(rows);
  const query = {
    ...(search && { search }),
    ...(owner && { owner }),
    mine: mine === 'yes',
    problems: problems === 'yes',
    limit: Math.min(wanted, APPLICATIONS_AT_ONCE),
  };
  return firstRows(wanted, cursor =>
    api.listApplications({ ...query, ...(cursor && { cursor }) }),
  );
}

/** Every question that a screen asks and shows the answer of. */
export const applicationsQuestion = question(firstApplications);

/** More than anybody owns. */
const MOST_OWN = '200';

/** What the reader owns, and what they deployed last. */
export const mineQuestion = question(async (api, deployments: string) => {
  const [applications, recent] = await Promise.all([
    firstApplications(api, '', '', 'yes', '', MOST_OWN),
    api.listDeployments({ mine: true, limit: Number(deployments) }),
  ]);
  return { applications: applications.items, deployments: recent.items };
});

export const applicationQuestion = question((api, name: string) =>
  api.getApplication(name),
);

export const promotionsQuestion = question((api, application: string) =>
  api.listPromotions(application),
);

export const promotionOutlookQuestion = question(
  (api, application: string, from: string, type: string) =>
    api.getPromotionOutlook(application, { from, type }),
);

export const workloadQuestion = question(
  (api, application: string, workload: string) =>
    api.getWorkload(application, workload),
);

export const workloadVersionsQuestion = question(
  (api, application: string, workload: string) =>
    api.listWorkloadVersions(application, workload),
);

export const workloadVersionQuestion = question(
  (api, application: string, workload: string, version: string) =>
    api.getWorkloadVersion(application, workload, Number(version)),
);

export const previewsQuestion = question((api, application: string) =>
  api.listPreviews(application),
);

export const environmentQuestion = question(
  (api, application: string, environment: string) =>
    api.getEnvironment(application, environment),
);

export const runtimeObjectQuestion = question(
  (api, application: string, environment: string, uid: string) =>
    api.getRuntimeObject(application, environment, uid),
);

export const runtimeEventsQuestion = question(
  (api, application: string, environment: string, uid: string) =>
    api.listRuntimeEvents(application, environment, { uid }),
);

export const valuesQuestion = question(
  (api, application: string, environment: string) =>
    api.listValues(application, environment),
);

export const valueVersionsQuestion = question(
  (api, application: string, environment: string, name: string) =>
    api.listValueVersions(application, environment, name),
);

/** As much as is asked for at once. */
export const RESOURCES_AT_ONCE = 100;

/** The first `rows` whose address has all words of `search`. */
export const resourcesQuestion = question(
  async (
    api,
    ...[application, environment, search, rows]: [
      application: string,
      environment: string,
      search: string,
      rows: string,
    ]
  ) => {
    const query = {
      application,
      ...(environment && { environment }),
      ...(search && { search }),
      limit: RESOURCES_AT_ONCE,
    };
    const { items, next } = await firstRows(Number(rows), cursor =>
      api.listResources({ ...query, ...(cursor && { cursor }) }),
    );
    return { items, hasMore: next !== undefined };
  },
);

export const compareQuestion = question((api, left: string, right: string) =>
  api.compare(left, right),
);

/** Refs, words, and `yes` for what is on. */
export type VersionsAsked = [
  owner: string,
  application: string,
  system: string,
  search: string,
  mine: string,
  differs: string,
];

export function versionsQuery(
  ...[owner, application, system, search, mine, differs]: VersionsAsked
) {
  return {
    ...(owner && { owner }),
    ...(application && { application }),
    ...(system && { system }),
    ...(search && { search }),
    mine: mine === 'yes',
    differs: differs === 'yes',
  };
}

export const versionsQuestion = question((api, ...asked: VersionsAsked) =>
  api.listVersions(versionsQuery(...asked)),
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

/** Texts that are left out are empty. */
export type PlanStepsAsked = [
  plan: string,
  kind: string,
  action: string,
  search: string,
];

export function planStepsQuery(kind: string, action: string, search: string) {
  return {
    ...(kind && { kind }),
    ...(action && { action }),
    ...(search && { search }),
  };
}

export const planStepsQuestion = question(
  (api, ...[plan, ...asked]: PlanStepsAsked) =>
    api.listPlanSteps(plan, planStepsQuery(...asked)),
);

/** One step of a plan; undefined where it has no such step. */
export const planStepQuestion = question(
  async (api, plan: string, address: string) => {
    const { steps } = await api.listPlanSteps(plan, { address });
    return { step: steps.at(0) };
  },
);

/** For every verb. */
export const accessQuestion = question(
  (api, application: string, environment: string) =>
    api.listAccess(application, environment),
);

export const applicationAccessQuestion = question((api, application: string) =>
  api.listApplicationAccess(application),
);

export const planQuestion = question((api, id: string) => api.getPlan(id));

export const deploymentQuestion = question((api, id: string) =>
  api.getDeployment(id),
);

/** `#56` of the id that a rollback names; undefined where nothing is named. */
export const deploymentNumberQuestion = question(async (api, id: string) =>
  id ? (await api.getDeployment(id)).number : undefined,
);

/** As much as is asked for at once. */
const WAITING_AT_ONCE = 50;

export const lineageQuestion = question(
  (api, application: string, environment: string, uid: string) =>
    api.getLineage(application, environment, uid),
);

/** As much of drift as is asked for at once. */
const DRIFT_AT_ONCE = 100;

const AUDIT_AT_ONCE = 200;

/** A day as a filter has it, in the reader's time zone; `later` so many days after. */
function dayOf(text: string | null, later = 0): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  return day === undefined
    ? undefined
    : new Date(
        Number(year),
        Number(month) - 1,
        Number(day) + later,
      ).toISOString();
}

const OUTCOMES: readonly AuditOutcome[] = [
  'open',
  'succeeded',
  'refused',
  'failed',
];

/** The first `rows` of what filters leave, which stand in `asked` as in an address. */
export const auditQuestion = question((api, asked: string, rows: string) => {
  const filters = new URLSearchParams(asked);
  const outcome = OUTCOMES.find(each => each === filters.get('outcome'));
  const from = dayOf(filters.get('from'));
  const to = dayOf(filters.get('to'), 1);
  const texts = (['application', 'environment', 'actor', 'verb'] as const)
    .map(name => [name, filters.get(name)] as const)
    .filter(([, text]) => text);
  return firstRows(Number(rows), cursor =>
    api.listAudit({
      ...Object.fromEntries(texts),
      ...(outcome && { outcome }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      limit: Math.min(Number(rows), AUDIT_AT_ONCE),
      ...(cursor && { cursor }),
    }),
  );
});

export const DELIVERY_STATUSES: readonly WebhookDelivery['status'][] = [
  'pending',
  'dead',
  'delivered',
];

export const webhooksQuestion = question(api => api.listWebhooks());

const DELIVERIES_AT_ONCE = 200;

/** The first `rows` of what one webhook was sent or is to be; `status`: empty for all. */
export const webhookDeliveriesQuestion = question(
  (api, webhook: string, status: string, rows: string) => {
    const known = DELIVERY_STATUSES.find(each => each === status);
    return firstRows(Number(rows), cursor =>
      api.listWebhookDeliveries(webhook, {
        ...(known && { status: known }),
        limit: Math.min(Number(rows), DELIVERIES_AT_ONCE),
        ...(cursor && { cursor }),
      }),
    );
  },
);

/** The first `rows` of causes of drift. */
export const driftQuestion = question((api, rows: string) =>
  firstRows(Number(rows), cursor =>
    api.listDrift({
      limit: Math.min(Number(rows), DRIFT_AT_ONCE),
      ...(cursor && { cursor }),
    }),
  ),
);

/** The first `rows` of the findings of one cause. */
export const driftFindingsQuestion = question(
  (api, cause: string, rows: string) =>
    firstRows(Number(rows), cursor =>
      api.listDriftFindings({
        cause,
        limit: Math.min(Number(rows), DRIFT_AT_ONCE),
        ...(cursor && { cursor }),
      }),
    ),
);

/** The first `rows` of what others changed in one environment, and the last look at it. */
export const environmentDriftQuestion = question(
  (api, application: string, environment: string, rows: string) =>
    firstRows(Number(rows), cursor =>
      api.getDrift(application, environment, {
        limit: Math.min(Number(rows), DRIFT_AT_ONCE),
        ...(cursor && { cursor }),
      }),
    ),
);

/** The first `rows` of what waits, with how many there are. */
export const waitingQuestion = question((api, rows: string) =>
  firstRows(Number(rows), cursor =>
    api.listWaiting({
      limit: Math.min(Number(rows), WAITING_AT_ONCE),
      ...(cursor && { cursor }),
    }),
  ),
);

export const platformQuestion = question(api => api.getPlatform());

export const clustersQuestion = question(api => api.listClusters());

export const usageQuestion = question(api => api.listDefinitionUsage());

/** Newest first. */
export const usesQuestion = question(api => api.listPlatformUses());

export const revisionQuestion = question((api, revision: string) =>
  api.getPlatformRevision(revision),
);

export const blastQuestion = question((api, revision: string) =>
  api.getBlastRadius(revision),
);

/** Empty texts are left out. */
export type MatchAsked = [
  type: string,
  application: string,
  environment: string,
  resourceClass: string,
  id: string,
  workload: string,
];

export const matchQuestion = question((api, ...asked: MatchAsked) => {
  const [type, application, environment, resourceClass, id, workload] = asked;
  return api.explain({
    type,
    application,
    environment,
    ...(resourceClass && { class: resourceClass }),
    ...(id && { id }),
    ...(!id && workload && { workload }),
  });
});

/** What an application that is there is offered. */
export const offersQuestion = question((api, application: string) =>
  api.listOffers(application),
);

/** What one that is not there yet is offered. `types`: of its environments, by commas; '' for all. */
export const platformOffersQuestion = question(
  (api, types: string, owner: string) =>
    api.listPlatformOffers({
      ...(types && { types: types.split(',') }),
      ...(owner && { owner }),
    }),
);
