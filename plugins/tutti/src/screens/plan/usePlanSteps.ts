import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PlanStep } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import {
  PlanStepsAsked,
  planStepsQuery,
  planStepsQuestion,
} from '../../data/questions';
import { useTutti } from '../../data/useTutti';

/** Several of a kind are divided by commas; empty texts are left out. */
export interface StepsWanted {
  kind?: string;
  action?: string;
  search?: string;
}

/** Every action but `keep`. */
export const CHANGING = 'create,update,replace,hold,adopt,retain,destroy';

interface More {
  /** Of which question this is more. */
  of: string;
  steps: PlanStep[];
  next?: number;
  error?: Error;
}

/** The first page, and those that were asked for after it. */
export function usePlanSteps(plan: string, wanted: StepsWanted) {
  const api = useApi(tuttiApiRef);
  const { kind = '', action = '', search = '' } = wanted;
  const args: PlanStepsAsked = [plan, kind, action, search];
  const answer = useTutti(planStepsQuestion, args);
  const key = args.join('\n');
  const [rest, setRest] = useState<More>({ of: key, steps: [] });
  const more = rest.of === key ? rest : { of: key, steps: [] };
  const next = more.steps.length > 0 ? more.next : answer.data?.next;
  const loadMore = async () => {
    try {
      const page = await api.listPlanSteps(plan, {
        ...planStepsQuery(kind, action, search),
        ...(next !== undefined && { cursor: next }),
      });
      setRest({
        of: key,
        steps: [...more.steps, ...page.steps],
        ...(page.next !== undefined && { next: page.next }),
      });
    } catch (error) {
      setRest({ ...more, of: key, error: toError(error) });
    }
  };
  return {
    answer,
    steps: [...(answer.data?.steps ?? []), ...more.steps],
    ...(next !== undefined && { loadMore }),
    ...(more.error && { error: more.error }),
  };
}
