import { JsonObject } from '@tutti/engine';
import { InventoryObject } from '../../store';
import { endpointsOf } from './endpoints';

function inventory(
  kind: string,
  name: string,
  owner: string,
  spec: JsonObject = {},
): InventoryObject {
  return {
    id: `${kind}-${name}`,
    environmentId: 'env',
    target: 'sandbox',
    ref: { apiVersion: 'v1', kind, namespace: 'shop', name },
    owner,
    applied: { spec },
    state: 'present',
  };
}

const service = inventory('Service', 'web', 'workload#storefront');
const ingress = (spec: JsonObject) =>
  inventory('Ingress', 'i', 'route-1', spec);
const rule = (host: string, path: string): JsonObject => ({
  host,
  http: { paths: [{ path, backend: { service: { name: 'web' } } }] },
});

it.each<[string, InventoryObject[], { workload: string; url: string }[]]>([
  ['nothing', [service], []],
  [
    'an Ingress, by the workload behind its Service',
    [service, ingress({ rules: [rule('shop.local', '/api')] })],
    [{ workload: 'storefront', url: 'http://shop.local/api' }],
  ],
  [
    'https where the host has a certificate',
    [
      service,
      ingress({ tls: [{ hosts: ['a.b'] }], rules: [rule('a.b', '/')] }),
    ],
    [{ workload: 'storefront', url: 'https://a.b/' }],
  ],
  [
    'an HTTPRoute',
    [
      inventory('HTTPRoute', 'r', 'route-1', {
        hostnames: ['shop.local'],
        rules: [
          {
            matches: [{ path: { value: '/x' } }],
            backendRefs: [{ name: 'other' }],
          },
        ],
      }),
    ],
    [{ workload: 'other', url: 'http://shop.local/x' }],
  ],
  [
    'the same address once',
    [service, ingress({ rules: [rule('a.b', '/'), rule('a.b', '/')] })],
    [{ workload: 'storefront', url: 'http://a.b/' }],
  ],
  [
    'nothing of an Ingress that says nothing useful',
    [ingress({ rules: ['odd', { http: 7 }] })],
    [],
  ],
])('endpoints: %s', (_what, objects, endpoints) => {
  expect(endpointsOf(objects)).toEqual(endpoints);
});

it.each<[string, string]>([
  ['web.shop.localhost', 'http://web.shop.localhost:7011/'],
  ['shop.example.com', 'http://shop.example.com.localhost:7011/'],
])('on a sandbox %s is opened at %s', (host, url) => {
  const spec = { tls: [{ hosts: [host] }], rules: [rule(host, '/')] };
  expect(endpointsOf([service, ingress(spec)], 7011)).toEqual([
    { workload: 'storefront', url },
  ]);
});
