import { notificationsOf } from './digest';
import type { Letter } from './Letter';

const STOREFRONT = 'group:default/storefront';
const MARIA = 'user:default/maria';

function failure(number: number, change: Partial<Letter> = {}): Letter {
  return {
    topic: 'failure',
    recipients: { type: 'entity', entityRef: [STOREFRONT] },
    title: `Shop to pr-${number} #1 failed`,
    description: 'api: No such image.',
    link: `/tutti/deployments/d${number}`,
    severity: 'high',
    scope: `deployment:d${number}`,
    name: `Shop to pr-${number} #1`,
    environmentType: 'preview',
    ...change,
  };
}

it('one alone is as it is', () => {
  expect(notificationsOf([failure(1)], '7')).toEqual([
    {
      recipients: { type: 'entity', entityRef: [STOREFRONT] },
      payload: {
        title: 'Shop to pr-1 #1 failed',
        description: 'api: No such image.',
        link: '/tutti/deployments/d1',
        severity: 'high',
        topic: 'failure',
        scope: 'deployment:d1',
      },
    },
  ]);
});

it('forty failed previews are one, with a count and a list', () => {
  const forty = Array.from({ length: 40 }, (_, index) => failure(index + 1));
  expect(notificationsOf(forty, '7')).toEqual([
    {
      recipients: { type: 'entity', entityRef: [STOREFRONT] },
      payload: {
        title: '40 deployments failed',
        description:
          'Shop to pr-1 #1, Shop to pr-2 #1, Shop to pr-3 #1, Shop to pr-4 #1, Shop to pr-5 #1, Shop to pr-6 #1, Shop to pr-7 #1, Shop to pr-8 #1, Shop to pr-9 #1, Shop to pr-10 #1, and 30 more.',
        link: '/tutti?problems=yes',
        severity: 'high',
        topic: 'failure',
        scope: 'failure:7',
      },
    },
  ]);
});

it('is as severe as the worst of them', () => {
  const [{ payload }] = notificationsOf(
    [failure(1), failure(2, { severity: 'critical' })],
    '7',
  );
  expect(payload.severity).toBe('critical');
});

it('of one scope the last one counts', () => {
  const titles = notificationsOf(
    [failure(1), failure(1, { title: 'Shop to pr-1 #1 was interrupted' })],
    '7',
  ).map(({ payload }) => payload.title);
  expect(titles).toEqual(['Shop to pr-1 #1 was interrupted']);
});

it('puts nothing together for others, or of another kind', () => {
  const titles = notificationsOf(
    [
      failure(1),
      failure(2, { recipients: { type: 'entity', entityRef: [MARIA] } }),
      failure(3, { topic: 'stale' }),
      failure(4, {
        recipients: {
          type: 'entity',
          entityRef: [STOREFRONT],
          excludeEntityRef: [MARIA],
        },
      }),
    ],
    '7',
  ).map(({ payload }) => payload.title);
  expect(titles).toHaveLength(4);
});
