import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  CatalogProcessorCache,
  CatalogProcessorResult,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { BindingProcessor } from './BindingProcessor';
import { BindingRefresh } from './BindingRefresh';
import { Bindings } from './Bindings';
import { namedBySystems } from './sources';

const ANNOTATION = 'tutti.dev/application';

function entity(
  kind: string,
  name: string,
  more: { annotations?: Record<string, string>; system?: string } = {},
): Entity {
  const { annotations, system } = more;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...(annotations && { annotations }) },
    ...(system !== undefined && { spec: { system } }),
  };
}

/** As JSON, like the catalog's own. */
function memoryCache(): CatalogProcessorCache {
  const texts = new Map<string, string>();
  return {
    get: async key => JSON.parse(texts.get(key) ?? 'null') ?? undefined,
    set: async (key, value) => {
      texts.set(key, JSON.stringify(value));
    },
  };
}

async function process(
  bindings: Bindings,
  given: Entity,
  cache = memoryCache(),
) {
  const emitted: CatalogProcessorResult[] = [];
  const result = await new BindingProcessor(bindings).preProcessEntity(
    given,
    undefined,
    each => emitted.push(each),
    undefined,
    cache,
  );
  return { result, emitted };
}

async function known(entries: [string, string][]): Promise<Bindings> {
  const bindings = new Bindings([async () => entries]);
  await bindings.read();
  return bindings;
}

const named = { [ANNOTATION]: 'other' };

it.each<[string, Entity, string | undefined]>([
  ['a System that is bound', entity('System', 'shop'), 'shop'],
  ['a Component that is bound', entity('Component', 'alone'), 'solo'],
  ['a part of it', entity('Component', 'web', { system: 'shop' }), 'shop'],
  [
    'a part by its full name',
    entity('component', 'web', { system: 'system:default/Shop' }),
    'shop',
  ],
  [
    'a part that names another one itself',
    entity('Component', 'web', { system: 'shop', annotations: named }),
    'other',
  ],
  ['an API of it', entity('API', 'grpc', { system: 'shop' }), undefined],
  ['a part of another', entity('Component', 'x', { system: 'y' }), undefined],
  ['a broken reference', entity('Component', 'x', { system: ':/' }), undefined],
])('%s says its application', async (_, given, application) => {
  const bindings = await known([
    ['system:default/shop', 'shop'],
    ['component:default/alone', 'solo'],
  ]);
  const { result } = await process(bindings, given);
  expect(result.metadata.annotations?.[ANNOTATION]).toBe(application);
});

it('changes nothing else', async () => {
  const bindings = await known([['system:default/shop', 'shop']]);
  const given = entity('System', 'shop', { annotations: { a: 'b' } });
  const { result } = await process(bindings, given);
  expect(result).toEqual({
    ...given,
    metadata: { name: 'shop', annotations: { a: 'b', [ANNOTATION]: 'shop' } },
  });
  expect(given.metadata.annotations).toEqual({ a: 'b' });
});

it('keeps what was said before a restart until everything is read', async () => {
  const cache = memoryCache();
  const web = entity('Component', 'web', { system: 'shop' });
  await process(await known([['system:default/shop', 'shop']]), web, cache);
  const unread = new Bindings([async () => []]);
  expect(
    (await process(unread, web, cache)).result.metadata.annotations,
  ).toEqual({ [ANNOTATION]: 'shop' });
  await unread.read();
  expect((await process(unread, web, cache)).result).toEqual(web);
});

it('has the catalog look again at what changed, and only at that', async () => {
  let entries: [string, string][] = [
    ['system:default/a', 'a'],
    ['system:default/b', 'b'],
  ];
  const refreshed: unknown[] = [];
  const refresh = new BindingRefresh({
    bindings: new Bindings([async () => entries]),
    logger: mockServices.logger.mock(),
  });
  await refresh.connect({
    applyMutation: async () => {},
    refresh: async ({ keys }) => {
      refreshed.push(keys);
    },
  });
  await refresh.refresh();
  await refresh.refresh();
  entries = [
    ['system:default/b', 'b'],
    ['system:default/c', 'c'],
  ];
  await refresh.refresh();
  expect(refreshed).toEqual([
    ['tutti:system:default/a', 'tutti:system:default/b'],
    ['tutti:system:default/a', 'tutti:system:default/c'],
  ]);
  const { emitted } = await process(
    await known([]),
    entity('Component', 'web', { system: 'c' }),
  );
  expect(emitted).toEqual([
    { type: 'refresh', key: 'tutti:component:default/web' },
    { type: 'refresh', key: 'tutti:system:default/c' },
  ]);
});

it('keeps what it knows while Tutti is out of reach', async () => {
  let fails = false;
  const bindings = new Bindings([
    async () => {
      if (fails) throw new Error('down');
      return [['system:default/shop', 'shop']];
    },
  ]);
  await bindings.read();
  fails = true;
  await expect(bindings.read()).rejects.toThrow('down');
  expect(bindings.of(['system:default/shop'])).toBe('shop');
});

it('reads which Systems name their application', async () => {
  const read = namedBySystems({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [
        entity('System', 'shop', { annotations: { [ANNOTATION]: 'shop' } }),
        entity('System', 'plain'),
        entity('Component', 'web', { annotations: { [ANNOTATION]: 'shop' } }),
      ],
    }),
  });
  expect([...(await read())]).toEqual([['system:default/shop', 'shop']]);
});
