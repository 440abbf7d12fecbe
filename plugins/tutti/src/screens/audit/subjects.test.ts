import type { AuditEntry } from '@tutti/plugin-tutti-common';
import { isDeployment, shortId } from './subjects';

const DEPLOYMENT = 'c2571bee-b946-4c34-be71-6f8d92944187';

it.each([
  [DEPLOYMENT, 'c2571bee'],
  [
    '56e8347e63a75f9fb9993553833955e389bc1c1abfebcd8d84cf231ba98b9664',
    '56e8347e63a7',
  ],
  ['CURRENCY', 'CURRENCY'],
  ['pr-101', 'pr-101'],
  ['system:default/shop', 'system:default/shop'],
])('%s is shown as %s', (object, short) => {
  expect(shortId(object)).toBe(short);
});

it.each([
  ['deployment.failed', DEPLOYMENT, true],
  ['POST /deployments', DEPLOYMENT, true],
  ['POST /deployments/{id}/approvals', DEPLOYMENT, true],
  ['PUT /deployments/{id}/gates/{key}', `${DEPLOYMENT}/end-to-end`, false],
  ['POST /builds', DEPLOYMENT, false],
  ['POST /deployments', undefined, false],
])('%s of %s names a deployment: %s', (action, object, expected) => {
  const entry: AuditEntry = {
    id: 1,
    at: '2026-11-30T15:04:05.000Z',
    actor: { kind: 'user', name: 'user:default/maria' },
    verb: 'create',
    action,
    outcome: 'succeeded',
    ...(object !== undefined && { object }),
  };
  expect(isDeployment(entry)).toBe(expected);
});
