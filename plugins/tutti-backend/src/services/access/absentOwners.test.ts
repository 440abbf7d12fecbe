import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AbsentOwners } from './AbsentOwners';
import { Automation } from './automation';
import { Grants } from './Grants';
import { readApplicationLines } from './lines';

const GROUP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'guests' },
  spec: { type: 'team', children: [] },
};

function absentOwners(catalog = catalogServiceMock({ entities: [GROUP] })) {
  return new AbsentOwners({
    auth: mockServices.auth(),
    catalog,
    logger: mockServices.logger.mock(),
    owners: async () => ['group:default/guests', 'group:default/storefront'],
  });
}

it('are those whom the catalog does not know', async () => {
  expect([...(await absentOwners().refs())]).toEqual([
    'group:default/storefront',
  ]);
});

it('are none while the catalog does not answer', async () => {
  const catalog = catalogServiceMock.mock();
  catalog.getEntitiesByRefs.mockRejectedValue(new Error('down'));
  expect([...(await absentOwners(catalog).refs())]).toEqual([]);
});

it.each([
  [
    'group:default/storefront',
    'Changing shop is for group:default/storefront, and the catalog has no group:default/storefront: correct the owner, or add it to the catalog (tutti.access.update; tutti.application.update).',
  ],
  [
    'group:default/guests',
    'Changing shop is for group:default/guests (tutti.access.update; tutti.application.update).',
  ],
])('a refusal for the owner %s', async (owner, reason) => {
  const ruling = (name: string) => ({ name, granted: true, rules: [] });
  const grants = new Grants({
    identity: { name: 'user:default/eve', ownership: [], isUser: true },
    rulings: { application: ruling, environment: ruling, basic: ruling },
    lines: readApplicationLines(new ConfigReader({})),
    automation: new Automation([]),
    absentOwners: await absentOwners().refs(),
    platform: undefined,
  });
  expect(
    grants.onApplication('update', { id: '1', name: 'shop', owner }).reason,
  ).toBe(reason);
});
