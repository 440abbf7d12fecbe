import type {
  EnvironmentSummary,
  PromotionList,
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
    return { items: [], notes: [] };
  }
  const message = 'It is promoted when staging was healthy for 2 h.';
  return {
    notes: [],
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
