import { verbOf } from './verbOf';

it.each([
  ['post', '/applications', 'create', 'applications'],
  ['put', '/applications/{application}/settings', 'set', 'settings'],
  ['delete', '/applications/{application}', 'remove', 'applications'],
  ['post', '/deployments/{id}/cancel', 'cancel', 'deployments'],
  ['post', '/deployments/{id}/approvals', 'create', 'approvals'],
  ['post', '/applications/{a}/environments/{e}/drift', 'check', 'drift'],
  ['delete', '/a/{a}/drift/rulings/{ruling}', 'remove', 'rulings'],
  ['post', '/applications/{a}/environments/{e}/impact', 'foresee', 'impact'],
  ['post', '/platform/modules/inspect', 'inspect', 'modules'],
  ['delete', '/a/{a}/environments/{e}/hold', 'remove', 'hold'],
])('%s %s: to %s %s', (method, path, verb, noun) => {
  expect(verbOf({ method, path })).toEqual({ verb, noun });
});
