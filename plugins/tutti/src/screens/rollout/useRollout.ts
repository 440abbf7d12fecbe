import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Allowed,
  Deployment,
  FINAL_STATUSES,
  PlanView,
  Problem,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { problemsOf } from '../../data/apiErrors';
import { Translate, useT } from '../../translation';
import { deployAllowed } from '../plan/usePlan';

/** Between two looks at a deployment. */
const LOOK_AGAIN = 2_000;

/** How far one environment has come. */
export type Stage =
  | { at: 'planning' }
  | { at: 'refused'; problems: Problem[] }
  | { at: 'failed'; error: Error }
  | { at: 'planned'; plan: PlanView }
  | { at: 'running'; plan: PlanView; deployment?: Deployment }
  | { at: 'ended'; plan: PlanView; deployment: Deployment }
  | { at: 'notStarted'; plan: PlanView; error: Error };

/** Nothing would be done: everything is as planned already. */
export function isUnchanged({ plan: { summary } }: PlanView): boolean {
  const { keep: _, ...changes } = summary;
  return Object.values(changes).every(count => count === 0);
}

/** May an environment have its turn? Undefined: it is passed over, nothing changes there. */
export function turnOf(
  t: Translate,
  stage: Stage | undefined,
): Allowed | undefined {
  if (stage?.at !== 'planned') return { allowed: false, reason: '' };
  return isUnchanged(stage.plan) ? undefined : deployAllowed(t, stage.plan);
}

/** The environments that are deployed one after the other: up to the first that cannot be. */
export function queueOf(
  t: Translate,
  environments: string[],
  stages: Record<string, Stage>,
): string[] {
  const queue: string[] = [];
  for (const environment of environments) {
    const turn = turnOf(t, stages[environment]);
    if (turn && !turn.allowed) break;
    if (turn) queue.push(environment);
  }
  return queue;
}

async function planFor(
  api: TuttiApi,
  application: string,
  environment: string,
): Promise<Stage> {
  try {
    const { id } = await api.createPlan(application, environment);
    return { at: 'planned', plan: await api.getPlan(id) };
  } catch (error) {
    const problems = problemsOf(error);
    return problems
      ? { at: 'refused', problems }
      : { at: 'failed', error: toError(error) };
  }
}

/**
 * The plans of all environments, and their deployment one after the other, each when the one before
 * has succeeded. It goes on for as long as the page is open.
 *
 * @param environments in rank order
 */
export function useRollout(application: string, environments: string[]) {
  const api = useApi(tuttiApiRef);
  const t = useT();
  const [stages, setStages] = useState<Record<string, Stage>>({});
  const [running, setRunning] = useState(false);
  const [turn, setTurn] = useState(0);
  const here = useRef(true);
  const names = environments.join('\n');

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const set = useCallback((environment: string, stage: Stage) => {
    if (here.current) {
      setStages(before => ({ ...before, [environment]: stage }));
    }
  }, []);

  useEffect(() => {
    let over = false;
    async function planAll() {
      for (const environment of names.split('\n').filter(Boolean)) {
        if (over) return;
        const stage = await planFor(api, application, environment);
        if (!over) set(environment, stage);
      }
    }
    setStages({});
    void planAll();
    return () => {
      over = true;
    };
  }, [api, application, names, set, turn]);

  async function deploy(environment: string, plan: PlanView): Promise<boolean> {
    set(environment, { at: 'running', plan });
    try {
      let deployment = await api.deploy(plan.id, { idempotencyKey: plan.id });
      while (!FINAL_STATUSES.includes(deployment.status)) {
        set(environment, { at: 'running', plan, deployment });
        await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN));
        if (!here.current) return false;
        deployment = await api.getDeployment(deployment.id);
      }
      set(environment, { at: 'ended', plan, deployment });
      return deployment.status === 'succeeded';
    } catch (error) {
      set(environment, { at: 'notStarted', plan, error: toError(error) });
      return false;
    }
  }

  async function start() {
    setRunning(true);
    for (const environment of queueOf(t, environments, stages)) {
      const stage = stages[environment];
      if (stage?.at !== 'planned') break;
      if (!(await deploy(environment, stage.plan))) break;
    }
    if (here.current) setRunning(false);
  }

  const queue = queueOf(t, environments, stages);
  const planning = environments.some(
    environment => (stages[environment]?.at ?? 'planning') === 'planning',
  );
  const allowed = ((): Allowed => {
    if (planning) return { allowed: false, reason: t('rollout.stillPlanning') };
    if (queue.length > 0) return { allowed: true };
    const blocked = environments
      .map(environment => turnOf(t, stages[environment]))
      .find(each => each?.allowed === false);
    return {
      allowed: false,
      reason:
        (blocked?.allowed === false && blocked.reason) ||
        t(blocked ? 'rollout.blocked' : 'rollout.nothing'),
    };
  })();

  return {
    stages,
    queue,
    running,
    allowed,
    start,
    again: () => setTurn(count => count + 1),
  };
}
