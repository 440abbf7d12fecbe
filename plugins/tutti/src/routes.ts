import {
  createRouteRef,
  useAppLocation,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import type { ProblemFix } from '@tutti/plugin-tutti-common';
import { useMemo } from 'react';

/** The page of all applications; every other page lies below it. */
export const rootRouteRef = createRouteRef();

/** The platform has a page and an entry of its own; where that is switched off it lies below the root. */
export const platformRouteRef = createRouteRef();

/** What waits has an entry of its own too; where that is switched off it lies below the root. */
export const waitingRouteRef = createRouteRef();

/** The pages below the root, and what each of them is about. */
export type TuttiPlace =
  | { page: 'applications' }
  | { page: 'application'; application: string }
  | { page: 'environment'; application: string; environment: string }
  | { page: 'newPlan'; application: string; environment: string }
  | { page: 'rollout'; application: string }
  | { page: 'plan'; plan: string }
  | { page: 'deployment'; deployment: string }
  | { page: 'compare' }
  | { page: 'versions' }
  | { page: 'waiting' }
  | { page: 'drift' }
  | { page: 'audit' }
  | { page: 'webhooks' }
  | { page: 'platform' };

/** Where things are: every link of the plugin is made here. */
export interface TuttiLinks {
  /** All of them, or only those that ask for somebody. */
  applications(only?: { mine?: true; problems?: true }): string;
  application(application: string, tab?: string): string;
  environment(application: string, environment: string, tab?: string): string;
  /** Opens the dialog that sets what an environment lacks. */
  setValue(application: string, environment: string, fix: ProblemFix): string;
  /** Makes a plan when it is opened; its input travels as location state. */
  newPlan(application: string, environment: string): string;
  /** Makes the plans of all environments when it is opened. */
  rollout(application: string): string;
  plan(id: string): string;
  deployment(id: string, step?: string): string;
  /** Two of anything: `environment:shop/staging`, `release:<id>`, `deployment:<id>`. */
  compare(left: string, right: string): string;
  /** Which version runs where. */
  versions(): string;
  /** What others changed in clusters, by cause. */
  drift(): string;
  /** Who did what, of one application or all. */
  audit(application?: string): string;
  /** What others are told, and what came of it. */
  webhooks(): string;
  /** What waits for whom. */
  waiting(): string;
  /** What the query asks for: a tab, and what of it. */
  platform(query?: Record<string, string>): string;
}

/** @param pages - Where pages are that have a path of their own. */
export function linksBelow(
  base: string,
  pages: { platform?: string | undefined; waiting?: string | undefined } = {},
): TuttiLinks {
  const root = base.replace(/\/$/, '');
  const path = (...segments: string[]) =>
    [root, ...segments.map(encodeURIComponent)].join('/');
  const query = (name: string, value: string | undefined) =>
    value ? `?${name}=${encodeURIComponent(value)}` : '';
  return {
    applications: only => {
      const filters = new URLSearchParams(
        Object.keys(only ?? {}).map(name => [name, 'yes']),
      );
      return (root || '/') + (only ? `?${filters}` : '');
    },
    application: (application, tab) =>
      path('applications', application) + query('tab', tab),
    environment: (application, environment, tab) =>
      path('applications', application, 'environments', environment) +
      query('tab', tab),
    setValue: (application, environment, { name, secret }) =>
      `${path(
        'applications',
        application,
        'environments',
        environment,
      )}?${new URLSearchParams({
        tab: 'values',
        set: name,
        ...(secret && { secret: 'yes' }),
      })}`,
    newPlan: (application, environment) =>
      path('applications', application, 'environments', environment, 'plan'),
    rollout: application => path('applications', application, 'rollout'),
    plan: id => path('plans', id),
    deployment: (id, step) => path('deployments', id) + query('step', step),
    compare: (left, right) =>
      `${path('compare')}?${new URLSearchParams({ left, right })}`,
    versions: () => path('versions'),
    drift: () => path('drift'),
    audit: application => path('audit') + query('application', application),
    webhooks: () => path('webhooks'),
    waiting: () => pages.waiting ?? path('waiting'),
    platform: asked => {
      const search = new URLSearchParams(asked);
      const page = pages.platform ?? path('platform');
      return search.size > 0 ? `${page}?${search}` : page;
    },
  };
}

/** The segments of a path below `base`; undefined when it is elsewhere or badly encoded. */
function segmentsBelow(base: string, pathname: string): string[] | undefined {
  const root = base.replace(/\/$/, '');
  if (pathname !== root && !pathname.startsWith(`${root}/`)) return undefined;
  try {
    return pathname
      .slice(root.length)
      .split('/')
      .filter(segment => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The inverse of the links: the page to which a path leads; undefined when there is none. */
export function placeAt(
  base: string,
  pathname: string,
): TuttiPlace | undefined {
  const segments = segmentsBelow(base, pathname);
  if (!segments) return undefined;
  const [noun, name, inner, environment, verb] = segments;
  if (segments.length === 0) return { page: 'applications' };
  if (
    segments.length === 1 &&
    (noun === 'compare' ||
      noun === 'versions' ||
      noun === 'waiting' ||
      noun === 'drift' ||
      noun === 'audit' ||
      noun === 'webhooks' ||
      noun === 'platform')
  ) {
    return { page: noun };
  }
  if (segments.length === 2) {
    if (noun === 'applications')
      return { page: 'application', application: name };
    if (noun === 'plans') return { page: 'plan', plan: name };
    if (noun === 'deployments') return { page: 'deployment', deployment: name };
  }
  if (noun === 'applications' && segments.length === 3 && inner === 'rollout') {
    return { page: 'rollout', application: name };
  }
  if (noun !== 'applications' || inner !== 'environments') return undefined;
  const inEnvironment = { application: name, environment };
  if (segments.length === 4) return { page: 'environment', ...inEnvironment };
  return segments.length === 5 && verb === 'plan'
    ? { page: 'newPlan', ...inEnvironment }
    : undefined;
}

function useBase(): string {
  return useRouteRef(rootRouteRef)?.() ?? '/tutti';
}

/** Links that follow the path under which the app has mounted the page. */
export function useTuttiLinks(): TuttiLinks {
  const base = useBase();
  const platform = useRouteRef(platformRouteRef)?.();
  const waiting = useRouteRef(waitingRouteRef)?.();
  return useMemo(
    () => linksBelow(base, { platform, waiting }),
    [base, platform, waiting],
  );
}

/** The page that the address asks for. */
export function useTuttiPlace(): TuttiPlace | undefined {
  const base = useBase();
  const { pathname } = useAppLocation();
  return useMemo(() => placeAt(base, pathname), [base, pathname]);
}
