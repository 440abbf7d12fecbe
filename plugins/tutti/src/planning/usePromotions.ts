import type {
  Application,
  Promotion,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { promotionsQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { isMoving } from '../states/words';

const WHILE_MOVING = 2_500;
const AT_REST = 15_000;

/** What comes to which environment, kept fresh; nothing until it is known. */
export function usePromotions({
  name,
  environments,
}: Pick<Application, 'name' | 'environments'>): {
  /** By the environment that it comes to. */
  to: Map<string, Promotion>;
  /** What is wrong with the rules here. */
  notes: string[];
  /** To all environments of a type, because somebody asked. */
  rounds: PromotionRound[];
  refresh(): void;
} {
  const { data, refresh } = useTutti(promotionsQuestion, [name], known =>
    environments.some(isMoving) ||
    known?.rounds.some(({ state }) => state === 'going')
      ? WHILE_MOVING
      : AT_REST,
  );
  return {
    to: new Map(data?.items.map(item => [item.environment, item])),
    notes: data?.notes ?? [],
    rounds: data?.rounds ?? [],
    refresh,
  };
}
