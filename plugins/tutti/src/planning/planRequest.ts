import { useAppLocation, useAppNavigate } from '@backstage/frontend-plugin-api';
import type { PlanInput } from '@tutti/plugin-tutti-common';
import { useCallback } from 'react';
import { useTuttiLinks } from '../routes';

function isPlanInput(value: unknown): value is PlanInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Goes to the page that makes a plan; what the plan shall be made of travels along. */
export function useRequestPlan() {
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  return useCallback(
    (application: string, environment: string, input: PlanInput = {}) =>
      navigate(links.newPlan(application, environment), { state: input }),
    [links, navigate],
  );
}

/** One object, so that it is the same one from render to render. */
const NOTHING_SPECIAL: PlanInput = {};

/** What the page that makes plans was opened with. */
export function useRequestedInput(): PlanInput {
  const { state } = useAppLocation();
  return isPlanInput(state) ? state : NOTHING_SPECIAL;
}
