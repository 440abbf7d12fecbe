import { EnvironmentType, own, Platform } from '../model';
import { Slip } from './slip';

/**
 * Promotion goes upward: then it comes to an end. A wave behind one that takes all of its environments
 * gets nothing.
 */
export function* promotionSlips(
  { rank, promotion }: EnvironmentType,
  { environmentTypes }: Pick<Platform, 'environmentTypes'>,
): Generator<Slip> {
  if (!promotion) return;
  const { from, waves } = promotion;
  const source = own(environmentTypes, from);
  if (source && source.rank >= rank) {
    yield {
      path: ['promotion', 'from'],
      code: 'PromotionInvalid',
      message: `promotion goes upward, but ${from} has rank ${source.rank}, and this type ${rank}.`,
      hint: 'Name a type of a lower rank, or give this one a higher rank.',
    };
  }
  for (const [index, { labels }] of waves.entries()) {
    const earlier = waves
      .slice(0, index)
      .findIndex(wave =>
        Object.entries(wave.labels).every(
          ([key, value]) => own(labels, key) === value,
        ),
      );
    if (earlier >= 0) {
      yield {
        severity: 'warning',
        path: ['promotion', 'waves', index],
        code: 'NeverMatches',
        message: `every environment that this wave could take is in wave ${
          earlier + 1
        } already.`,
        hint: 'Put the wave that asks for more labels first, or leave it out.',
      };
    }
  }
}
