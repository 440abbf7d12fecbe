import { JsonObject } from '../../model';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { shopTypes, routeIngress } from '../../testing/shop';

/** `dns` as a platform with one host for all would have it. */
const types = [...shopTypes, resourceType('dns')];
const definitions = [
  routeIngress,
  definition('dns-fixed', {
    type: 'dns',
    driver: 'static',
    inputs: { host: 'shop.example.com' },
  }),
];

async function problems(...routes: JsonObject[]): Promise<string[]> {
  const environment = TestEnvironment.of(
    platform({ types, definitions }),
    routes.map((params, index) =>
      workload(`w${index}`, {
        port: 80,
        resources: {
          address: { type: 'dns' },
          home: { type: 'route', params: { port: 80, ...params } },
        },
      }),
    ),
  );
  const plan = await environment.tryPlan();
  return plan.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, file, message }) =>
      [code, file, path, message].join(' '),
    );
}

const HOST = 'shop.example.com';

it.each<[string, JsonObject, JsonObject, string]>([
  ['equal paths', { path: '/api' }, { path: '/api' }, '/api'],
  ['a slash at the end', { path: '/api' }, { path: '/api/' }, '/api'],
  ['slashes in a row', { path: '/api/v1' }, { path: '//api//v1' }, '/api/v1'],
  ['dot segments', { path: '/api' }, { path: '/x/../api/.' }, '/api'],
  ['encoded letters', { path: '/api' }, { path: '/%61pi' }, '/api'],
  ['no path', {}, { path: '/' }, '/'],
  ['a host in capitals', { host: HOST }, { host: 'Shop.Example.com.' }, '/'],
  ['a host by placeholder', {}, { host: '${resources.address.host}' }, '/'],
  [
    'hosts of two resources that are the same',
    { host: '${resources.address.host}' },
    { host: '${resources.address.host}' },
    '/',
  ],
])('two routes with %s are refused', async (_, first, second, path) => {
  const found = await problems(
    { host: HOST, ...first },
    { host: HOST, ...second },
  );
  // That an Ingress takes no capitals is the judge's to say.
  expect(found.filter(text => !text.startsWith('RefusedBy'))).toEqual([
    `DuplicateRoute w1.yaml resources.home Route home of workload w0 and route home of workload w1 have the same host and path: ${HOST}${path}.`,
  ]);
});

it.each<[string, JsonObject, JsonObject]>([
  ['other paths', { path: '/api' }, { path: '/apis' }],
  ['letter case in paths', { path: '/api' }, { path: '/API' }],
  ['an encoded slash', { path: '/a/b' }, { path: '/a%2Fb' }],
  ['other hosts', {}, { host: 'admin.example.com' }],
])('two routes with %s are fine', async (_, first, second) => {
  expect(
    await problems({ host: HOST, ...first }, { host: HOST, ...second }),
  ).toEqual([]);
});
