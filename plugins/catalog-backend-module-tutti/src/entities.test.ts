import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ApplicationListing } from '@tutti/plugin-tutti-common';
import { Declared } from './Declared';
import { entitiesOf } from './entities';

const OWNER = 'group:default/storefront';

const shop: ApplicationListing = {
  id: '1',
  name: 'shop',
  title: 'Online shop',
  owner: OWNER,
  workloads: [
    {
      name: 'web',
      kubernetesId: 'shop.web',
      resources: ['postgres.default#main', 'environment.default#web.env'],
    },
    {
      name: 'api',
      kubernetesId: 'shop.api',
      resources: ['postgres.default#main', 's3.public#api.files'],
    },
  ],
  resources: [
    {
      address: 'postgres.default#main',
      type: 'postgres',
      class: 'default',
      id: 'main',
      needs: ['postgres-instance.default#shared'],
      environments: ['development', 'production'],
    },
    {
      address: 'postgres-instance.default#shared',
      type: 'postgres-instance',
      class: 'default',
      id: 'shared',
      needs: [],
      environments: ['development'],
    },
    {
      address: 's3.public#api.files',
      type: 's3',
      class: 'public',
      id: 'api.files',
      needs: ['base-environment.default#environment'],
      environments: ['development'],
    },
    {
      address: 'environment.default#web.env',
      type: 'environment',
      class: 'default',
      id: 'web.env',
      needs: [],
      environments: ['development'],
    },
  ],
};

function entity(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
  owner = OWNER,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: {
        [ANNOTATION_ORIGIN_LOCATION]: 'url:https://git.example.com/shop',
        ...annotations,
      },
    },
    spec: { owner },
    relations: [{ type: RELATION_OWNED_BY, targetRef: owner }],
  };
}

async function emitted(
  entities: Entity[],
  listing: ApplicationListing = shop,
): Promise<Map<string, Entity>> {
  const declared = await Declared.read(
    {
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
    },
    [listing],
  );
  return new Map(
    entitiesOf(listing, declared).map(each => [stringifyEntityRef(each), each]),
  );
}

describe('entities of an application', () => {
  it('are a system, a component for each workload, a resource for each address', async () => {
    const found = await emitted([]);
    expect([...found.keys()]).toEqual([
      'system:default/shop',
      'component:default/shop-web',
      'component:default/shop-api',
      'resource:default/shop-postgres-main',
      'resource:default/shop-postgres-instance-shared',
      'resource:default/shop-s3-public-api.files',
    ]);
    expect(found.get('component:default/shop-web')).toMatchObject({
      metadata: {
        title: 'web',
        annotations: {
          'tutti.dev/application': 'shop',
          'tutti.dev/workload': 'web',
          'backstage.io/kubernetes-id': 'shop.web',
        },
      },
      spec: { owner: OWNER, system: 'system:default/shop' },
    });
    expect(found.get('resource:default/shop-postgres-main')?.spec).toEqual({
      type: 'postgres',
      owner: OWNER,
      system: 'system:default/shop',
      dependencyOf: [
        'component:default/shop-web',
        'component:default/shop-api',
      ],
      dependsOn: ['resource:default/shop-postgres-instance-shared'],
    });
  });

  it.each<[string, Entity[], ApplicationListing, string[], string | undefined]>(
    [
      [
        'leave to a file what it declares under the same name',
        [entity('System', 'shop')],
        shop,
        ['component:default/shop-web', 'component:default/shop-api'],
        'system:default/shop',
      ],
      [
        'name no system where a stranger has the name',
        [entity('System', 'shop', {}, 'group:default/others')],
        shop,
        ['component:default/shop-web', 'component:default/shop-api'],
        undefined,
      ],
      [
        'take the components that the owner declared, by annotation',
        [
          entity('Component', 'storefront', {
            'tutti.dev/application': 'shop',
            'tutti.dev/workload': 'web',
          }),
        ],
        shop,
        ['system:default/shop', 'component:default/shop-api'],
        'system:default/shop',
      ],
      [
        'do not believe an annotation on what others own',
        [
          entity(
            'System',
            'mine',
            { 'tutti.dev/application': 'shop' },
            'group:default/others',
          ),
        ],
        shop,
        [
          'system:default/shop',
          'component:default/shop-web',
          'component:default/shop-api',
        ],
        'system:default/shop',
      ],
      [
        'are no more than resources where one component is the application',
        [entity('Component', 'lone')],
        { ...shop, entityRef: 'component:default/lone' },
        [],
        undefined,
      ],
      [
        'belong to the system that was chosen in Tutti',
        [entity('System', 'chosen')],
        { ...shop, entityRef: 'system:default/chosen' },
        ['component:default/shop-web', 'component:default/shop-api'],
        'system:default/chosen',
      ],
    ],
  )('%s', async (_what, entities, listing, refs, system) => {
    const found = await emitted(entities, listing);
    const resources = [...found.keys()].filter(ref =>
      ref.startsWith('resource:'),
    );
    expect(resources).toHaveLength(3);
    expect([...found.keys()].filter(ref => !resources.includes(ref))).toEqual(
      refs,
    );
    expect(found.get(resources[0])?.spec?.system).toEqual(system);
  });

  it('shorten long names with a hash, so that two stay two', async () => {
    const long = 'a'.repeat(60);
    const found = await emitted([], {
      ...shop,
      name: long,
      workloads: ['one', 'two'].map(name => ({
        name,
        kubernetesId: name,
        resources: [],
      })),
      resources: [],
    });
    const names = [...found.values()].map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(3);
    expect(names.every(name => name.length <= 63)).toBe(true);
  });
});
