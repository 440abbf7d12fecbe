import type {
  EnvironmentSummary,
  PromotionInput,
  PromotionList,
  PromotionOutlook,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { ago, HOUR } from './applications';

/** Of the pretended portal: production takes by itself what has soaked in staging. */
export function promotionsOf(
  environments: EnvironmentSummary[],
): PromotionList {
  const staging = environments.find(({ name }) => name === 'staging');
  const production = environments.find(({ name }) => name === 'production');
  const release = staging?.release;
  if (!release || !production || release.id === production.release?.id) {
    return { items: [], notes: [], rounds: [] };
  }
  const message = 'It is promoted when staging was healthy for 2 h.';
  return {
    notes: [],
    rounds: [],
    items: [
      {
        environment: 'production',
        from: 'staging',
        automatic: true,
        only: true,
        state: 'waits',
        message,
        release,
        success: { id: 'deployment-56', number: 56, at: ago(HOUR) },
        waits: {
          for: 'soak',
          message,
          since: ago(HOUR),
          until: ago(-HOUR),
        },
      },
    ],
  };
}

/** To all environments of a type: all at once, those of production after an approval. */
export function outlookOf(
  environments: EnvironmentSummary[],
  { from, type }: PromotionInput,
): PromotionOutlook {
  const source = environments.find(({ name }) => name === from);
  const release = source?.release;
  if (!release) throw new Error(`Nothing has succeeded in ${from}.`);
  const receivers = environments.filter(
    each => each.type === type && each.name !== from,
  );
  return {
    from,
    type,
    typeTitle: receivers.at(0)?.typeTitle ?? type,
    release,
    success: { id: 'deployment-56', number: 56, at: ago(HOUR) },
    stopOnFailure: true,
    environments: receivers.map(each => ({
      environment: each.name,
      wave: 1,
      ...(each.release && { release: each.release }),
      hasIt: each.release?.id === release.id,
      approval: type === 'production' ? 'needed' : 'none',
      allowed: each.allowed.deploy ?? { allowed: true },
    })),
    allowed: { allowed: true },
  };
}

export function roundOf({
  environments,
  allowed: _allowed,
  ...outlook
}: PromotionOutlook): PromotionRound {
  return {
    ...outlook,
    id: 'round-1',
    requestedBy: 'user:default/maria',
    requestedAt: ago(1_000),
    state: 'going',
    message: `0 of ${environments.length} have it.`,
    environments: environments.map(({ environment, wave }) => ({
      environment,
      wave,
      state: 'waits',
    })),
    allowed: { stop: { allowed: true } },
  };
}
