import type { PlanInput } from '@tutti/plugin-tutti-common';
import { deploymentNumberQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { askedWords } from './askedWords';

/** What a plan would do, in words; the number of a rollback is looked up. */
export function useAskedWords(
  input: PlanInput,
  facts: { environment: string; release?: number | undefined },
): string {
  const t = useT();
  const { data: deployment } = useTutti(deploymentNumberQuestion, [
    input.rollbackTo ?? '',
  ]);
  return askedWords(t, input, { ...facts, deployment });
}
