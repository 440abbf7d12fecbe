import {
  createRouteRef,
  useAppLocation,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/** The page of all applications; every other page lies below it. */
export const rootRouteRef = createRouteRef();

/** The pages below the root, and what each of them is about. */
export type TuttiPlace =
  | { page: 'applications' }
  | { page: 'application'; application: string }
  | { page: 'environment'; application: string; environment: string }
  | { page: 'newPlan'; application: string; environment: string }
  | { page: 'plan'; plan: string }
  | { page: 'deployment'; deployment: string };

/** Where things are: every link of the plugin is made here. */
export interface TuttiLinks {
  applications(): string;
  application(application: string, tab?: string): string;
  environment(application: string, environment: string, tab?: string): string;
  /** Makes a plan when it is opened; its input travels as location state. */
  newPlan(application: string, environment: string): string;
  plan(id: string): string;
  deployment(id: string, step?: string): string;
}

export function linksBelow(base: string): TuttiLinks {
  const root = base.replace(/\/$/, '');
  const path = (...segments: string[]) =>
    [root, ...segments.map(encodeURIComponent)].join('/');
  const query = (name: string, value: string | undefined) =>
    value ? `?${name}=${encodeURIComponent(value)}` : '';
  return {
    applications: () => root || '/',
    application: (application, tab) =>
      path('applications', application) + query('tab', tab),
    environment: (application, environment, tab) =>
      path('applications', application, 'environments', environment) +
      query('tab', tab),
    newPlan: (application, environment) =>
      path('applications', application, 'environments', environment, 'plan'),
    plan: id => path('plans', id),
    deployment: (id, step) => path('deployments', id) + query('step', step),
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
  if (segments.length === 2) {
    if (noun === 'applications')
      return { page: 'application', application: name };
    if (noun === 'plans') return { page: 'plan', plan: name };
    if (noun === 'deployments') return { page: 'deployment', deployment: name };
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
  return useMemo(() => linksBelow(base), [base]);
}

/** The page that the address asks for. */
export function useTuttiPlace(): TuttiPlace | undefined {
  const base = useBase();
  const { pathname } = useAppLocation();
  return useMemo(() => placeAt(base, pathname), [base, pathname]);
}
