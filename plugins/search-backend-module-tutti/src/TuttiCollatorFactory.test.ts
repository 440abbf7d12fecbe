import { ApplicationListing } from '@tutti/plugin-tutti-common';
import { TuttiCollatorFactory } from './TuttiCollatorFactory';

const listing = (name: string): ApplicationListing => ({
  id: `id-of-${name}`,
  name,
  title: 'Online shop',
  description: 'Sells things',
  owner: 'group:default/storefront',
  workloads: [
    {
      name: 'web',
      kubernetesId: `${name}.web`,
      resources: ['postgres.default#main', 'route.default#web.route'],
    },
  ],
  resources: [
    {
      address: 'postgres.default#main',
      type: 'postgres',
      class: 'default',
      id: 'main',
      needs: [],
      environments: ['development'],
    },
  ],
});

async function documents(...listings: ApplicationListing[]) {
  const collator = await new TuttiCollatorFactory({
    async *each() {
      yield* listings;
    },
  }).getCollator();
  return collator.toArray();
}

describe('documents of the search', () => {
  it('are one for each application and each workload', async () => {
    expect(await documents(listing('shop'))).toEqual([
      {
        kind: 'application',
        application: 'shop',
        owner: 'group:default/storefront',
        title: 'Online shop',
        text: 'shop Sells things web',
        location: '/tutti/applications/shop',
        authorization: { resourceRef: 'id-of-shop' },
      },
      {
        kind: 'workload',
        application: 'shop',
        owner: 'group:default/storefront',
        title: 'web',
        text: 'Online shop postgres',
        location: '/tutti/applications/shop?tab=workloads',
        authorization: { resourceRef: 'id-of-shop' },
      },
    ]);
  });

  it('each name the application by whose permission they are seen', async () => {
    const found = await documents(listing('shop'), listing('payments'));
    expect(
      found.map(({ application, authorization }) => [
        application,
        authorization?.resourceRef,
      ]),
    ).toEqual([
      ['shop', 'id-of-shop'],
      ['shop', 'id-of-shop'],
      ['payments', 'id-of-payments'],
      ['payments', 'id-of-payments'],
    ]);
    expect(new TuttiCollatorFactory({ async *each() {} })).toMatchObject({
      visibilityPermission: { name: 'tutti.application.read' },
    });
  });
});
