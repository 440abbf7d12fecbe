import { get, patch, post, put, remove, Scenario } from '../scenario';

const maps = '/api/v1/namespaces/{ns}/configmaps';
const map = (name: string, metadata: Record<string, string> = {}, a = '1') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data: { a },
});
const nobody = '11111111-1111-1111-1111-111111111111';
const apply = `${maps}/a?fieldManager=tutti`;
const force = `${apply}&force=true`;

/** What fencing stands on (docs/reference/semantics.md, Deploy). */
export const preconditions: Scenario[] = [
  {
    name: 'create only: apply with resourceVersion 1',
    steps: [
      patch('apply', apply, map('a', { resourceVersion: '1' })),
      patch('apply', apply, map('a', { resourceVersion: '1' })),
      patch('apply', force, map('a', { resourceVersion: '1' }, '2')),
      patch('apply', `${force}&dryRun=All`, map('a', { resourceVersion: '1' })),
      get(`${maps}/a`),
    ],
  },
  {
    name: 'update with uid and resourceVersion',
    steps: [
      patch('apply', apply, map('a')),
      patch(
        'apply',
        force,
        map('a', { uid: '{uid:a}', resourceVersion: '{version:a}' }, '2'),
      ),
      patch(
        'apply',
        force,
        map('a', { uid: '{uid:a}', resourceVersion: '2' }, '3'),
      ),
      patch(
        'apply',
        force,
        map('a', { uid: nobody, resourceVersion: '{version:a}' }, '3'),
      ),
      patch('apply', force, map('a', { uid: nobody }, '3')),
      patch(
        'apply',
        force,
        map('a', { uid: nobody, resourceVersion: '2' }, '3'),
      ),
      remove(`${maps}/a`),
      patch(
        'apply',
        force,
        map('a', { uid: '{uid:a}', resourceVersion: '{version:a}' }, '4'),
      ),
      patch('apply', force, map('a', { uid: '{uid:a}' }, '4')),
      get(`${maps}/a`),
      patch('apply', force, map('a', { resourceVersion: '{version:a}' }, '5')),
    ],
  },
  {
    name: 'delete with preconditions',
    steps: [
      post(maps, map('a')),
      remove(`${maps}/a`, { preconditions: { uid: nobody } }),
      remove(`${maps}/a`, { preconditions: { resourceVersion: '1' } }),
      remove(`${maps}/a`, {
        preconditions: { uid: nobody, resourceVersion: '1' },
      }),
      remove(`${maps}/a`, {
        preconditions: { uid: '{uid:a}', resourceVersion: '{version:a}' },
      }),
      remove(`${maps}/a`, { preconditions: { uid: '{uid:a}' } }),
    ],
  },
  {
    name: 'plain writes with preconditions',
    steps: [
      post(maps, map('a')),
      post(maps, map('a')),
      put(`${maps}/a`, map('a', { resourceVersion: '1' })),
      put(`${maps}/a`, map('a', { uid: '{uid:a}' }, '2')),
      put(`${maps}/a`, map('a', {}, '3')),
      put(`${maps}/none`, map('none')),
      put(`${maps}/none`, map('a')),
      patch('merge', `${maps}/a`, {
        metadata: { resourceVersion: '1' },
        data: { b: '1' },
      }),
      patch('merge', `${maps}/a`, {
        metadata: { resourceVersion: '{version:a}' },
        data: { b: '1' },
      }),
      patch('merge', `${maps}/none`, { data: { b: '1' } }),
      patch('apply', `${apply}`, map('a', { resourceVersion: 'abc' })),
      patch('merge', `${maps}/a`, { data: { b: '1' } }),
    ],
  },
];
