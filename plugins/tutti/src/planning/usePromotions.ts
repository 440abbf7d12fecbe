import type { Application, Promotion } from '@tutti/plugin-tutti-common';
import { promotionsQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { isMoving } from '../states/words';

const WHILE_MOVING = 2_500;
const AT_REST = 15_000;

/** By the environment that it comes to, kept fresh; empty until it is known. */
export function usePromotions({
  name,
  environments,
}: Pick<Application, 'name' | 'environments'>): Map<string, Promotion> {
  const { data } = useTutti(promotionsQuestion, [name], () =>
    environments.some(isMoving) ? WHILE_MOVING : AT_REST,
  );
  return new Map(data?.items.map(item => [item.environment, item]));
}
