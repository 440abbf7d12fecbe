import { Preview } from '@tutti/plugin-tutti-common';
import { ago, DAY, HOUR, MINUTE, release, yes } from './applications';

/** One that runs since a while. */
export function previewOf(application: string, key: string): Preview {
  return {
    key,
    application,
    environment: {
      id: `env-${application}-${key}`,
      name: key,
      type: 'preview',
      typeTitle: 'Preview',
      rank: 5,
      cluster: 'sandbox',
      namespace: `${application}-${key}`,
      simulated: true,
      release: release(42, HOUR),
      preview: { key },
      health: { status: 'healthy', healthy: 6, of: 6, observedAt: ago(8000) },
      endpoints: [
        { workload: 'web', url: `http://${key}.${application}.localhost` },
      ],
      pendingChanges: 0,
      allowed: { deploy: yes, operate: yes, destroy: yes },
    },
    base: 'development',
    state: 'running',
    message: 'It runs.',
    createdAt: ago(5 * HOUR),
    createdBy: 'external:ci',
    askedAt: ago(HOUR),
    askedBy: 'external:ci',
    expiresAt: ago(HOUR - 3 * DAY),
  };
}

const running = previewOf('shop', 'pr-118');
const paused = previewOf('shop', 'pr-121');
const stuck = previewOf('shop', 'pr-97');

export const previews: Preview[] = [
  {
    ...running,
    title: 'Pay by invoice',
    link: 'https://git.example.com/shop/pulls/118',
  },
  {
    ...paused,
    title: 'A quicker basket',
    link: 'https://git.example.com/shop/pulls/121',
    state: 'paused',
    message: 'It is paused: nobody used it for 2h.',
    environment: { ...paused.environment, paused: true },
  },
  {
    ...stuck,
    state: 'stuck',
    message:
      'Its time is over, and it could not be destroyed: The cluster does not answer.',
    closing: {
      by: 'tutti:previews',
      at: ago(9 * MINUTE),
      why: 'expired',
      failure: 'The cluster does not answer.',
      nextTryAt: ago(-7 * MINUTE),
    },
  },
];
