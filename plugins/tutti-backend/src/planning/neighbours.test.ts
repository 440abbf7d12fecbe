import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { workload } from '../__testUtils__/records';
import { ApplicationRecord, EnvironmentRecord, Store } from '../store';
import { findNeighbours } from './neighbours';

const databases = testDatabases();
const TEAM_A = 'group:default/team-a';
const TEAM_B = 'group:default/team-b';

function application(
  id: string,
  change: Partial<ApplicationRecord> = {},
): ApplicationRecord {
  return {
    id,
    name: id,
    title: id,
    owner: TEAM_A,
    offers: {},
    declared: false,
    createdAt: 1,
    createdBy: 'user:default/guest',
    ...change,
  };
}

function environment(applicationId: string): EnvironmentRecord {
  return {
    id: `${applicationId}-live`,
    applicationId,
    name: 'live',
    type: 'production',
    createdAt: 1,
    createdBy: 'user:default/guest',
    labels: {},
    fence: 0,
  };
}

const asking = {
  ...workload('web'),
  resources: {
    ledger: {
      type: 'service',
      class: 'default',
      params: { application: 'bank', workload: 'ledger' },
    },
  },
};

describe.each(databases.eachSupportedId())(
  'services of another application, on %s',
  databaseId => {
    let store: Store;

    const succeeded = (environmentId: string) => ({
      id: 'd-1',
      environmentId,
      number: 1,
      status: 'succeeded' as const,
      planId: 'p-1',
      releaseId: 'release-1',
      format: 1,
      destroys: false,
      requestedBy: 'user:default/guest',
      requestedAt: 1,
      phases: [],
      failures: [],
    });

    /** The bank runs `ledger` and `vault`. */
    const seen = async (
      bank: Partial<ApplicationRecord>,
      from: Partial<ApplicationRecord>,
    ) => {
      await store.applications.add(application('bank', bank));
      await store.environments.add(environment('bank'));
      await store.environments.bindTarget('bank-live', {
        name: 'local',
        driver: 'kubernetes',
        cluster: 'sandbox',
        namespace: 'bank-live',
      });
      const release = {
        id: 'release-1',
        applicationId: 'bank',
        number: 1,
        hash: 'h',
        workloads: [workload('ledger'), workload('vault')],
        digests: {},
        images: {},
        createdAt: 1,
      };
      await store.releases.add(release);
      jest
        .spyOn(store.deployments, 'lastSuccessOf')
        .mockImplementation(
          async ids => new Map(ids.map(id => [id, succeeded(id)])),
        );
      const neighbours = await findNeighbours(
        store,
        {
          application: application('shop', from),
          environment: environment('shop'),
        },
        [asking],
      );
      return Object.keys(neighbours.bank?.workloads ?? {});
    };

    beforeEach(async () => {
      ({ store } = await openTestStore(databases, databaseId));
    });

    it.each([
      ['of the same owner: all', {}, {}, ['ledger', 'vault']],
      ['of another owner: none', {}, { owner: TEAM_B }, []],
      ['of nobody: none', { owner: undefined }, { owner: undefined }, []],
      [
        'offered to anyone: those',
        { offers: { ledger: ['anyone'] } },
        { owner: TEAM_B },
        ['ledger'],
      ],
      [
        'offered to this owner: those',
        { offers: { vault: [TEAM_B] } },
        { owner: TEAM_B },
        ['vault'],
      ],
      [
        'offered to somebody else: none',
        { offers: { vault: ['group:default/team-c'] } },
        { owner: TEAM_B },
        [],
      ],
    ])('%s', async (_, bank, from, names) => {
      expect(await seen(bank, from)).toEqual(names);
    });
  },
);
