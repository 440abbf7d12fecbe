import { createRouteRef, useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/** The page of all applications; every other page lies below it. */
export const rootRouteRef = createRouteRef();

/** Path patterns below the root, as the router of the page knows them. */
export const paths = {
  applications: '/',
  application: '/applications/:application',
  environment: '/applications/:application/environments/:environment',
  newPlan: '/applications/:application/environments/:environment/plan',
  plan: '/plans/:plan',
  deployment: '/deployments/:deployment',
} as const;

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

function linksBelow(base: string): TuttiLinks {
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

/** Links that follow the path under which the app has mounted the page. */
export function useTuttiLinks(): TuttiLinks {
  const base = useRouteRef(rootRouteRef)?.() ?? '/tutti';
  return useMemo(() => linksBelow(base), [base]);
}
