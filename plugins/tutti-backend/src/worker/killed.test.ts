import { dieInTheMiddle } from '../../chaos/cases/midWrite';
import { Evidence, judge, PROMISES } from '../../chaos/records/judge';
import { Scene } from '../../chaos/scene/Scene';
import { testDatabases } from '../__testUtils__/databases';

// As long as several processes need to start on a machine that has other work.
jest.setTimeout(240_000);

const databases = testDatabases();

/** Several processes share a database: that is what PostgreSQL is for. */
const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

/** Docs: docs/reference/chaos.md. All the rest of it is `yarn test:chaos`. */
onPostgres('a worker that dies in the middle of a change', () => {
  it('leaves every deployment to be ended, in order, and never two at once', async () => {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, database, password } =
      knex.client.connectionSettings;
    const scene = await Scene.open({
      connection: { host, port, user, database, password },
      applications: 2,
      environmentsEach: 2,
    });
    try {
      const broken = await dieInTheMiddle(scene, {
        workers: 2,
        deploymentsEach: 2,
      });
      expect(Object.values(broken).flat()).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});

describe('whoever judges finds', () => {
  const run = (number: number, status = 'succeeded') => ({
    id: `d${number}`,
    environment: 'e',
    namespace: 'shop',
    number,
    status,
    tag: `n${number}`,
  });
  let seq = 0;
  const told = (number: number, status: string) => ({
    deployment: `d${number}`,
    environment: 'e',
    number,
    status,
    at: 1,
    seq: ++seq,
  });
  const lock = (locked: boolean) => ({
    environment: 'e',
    locked,
    seq: ++seq,
  });
  const whole = (number: number) => [
    told(number, 'queued'),
    told(number, 'running'),
    told(number, 'succeeded'),
  ];
  const changed = (version: number, tag: string) => ({
    version,
    type: 'MODIFIED' as const,
    plural: 'deployments',
    namespace: 'shop',
    name: 'web',
    uid: 'u',
    image: `shop/web:${tag}`,
    generation: version,
  });
  const wrote = (lane: string, version: number) => ({
    lane,
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/shop/deployments/web',
    manager: 'tutti',
    at: version,
    sentAt: version,
    status: 200,
    version,
  });
  const meant = (session: string, fence: number, at: number) => ({
    environment: 'e',
    fence,
    session,
    plural: 'deployments',
    namespace: 'shop',
    name: 'web',
    at,
  });
  const thing = {
    plural: 'deployments',
    namespace: 'shop',
    name: 'web',
    uid: 'u',
  };
  const good: Evidence = {
    runs: [run(1), run(2)],
    database: {
      claims: [],
      locks: [],
      statuses: [...whole(1), ...whole(2)],
      intents: [meant('a', 1, 1), meant('b', 2, 2)],
      trespasses: [],
    },
    changes: [changed(1, 'n1'), changed(2, 'n2')],
    writes: [wrote('a', 1), wrote('b', 2)],
    present: [thing],
    inventory: [thing],
  };
  const withDatabase = (more: Partial<Evidence['database']>): Evidence => ({
    ...good,
    database: { ...good.database, ...more },
  });
  const ofPromise = (words: string) => {
    const promise = Object.keys(PROMISES).find(name => name.includes(words));
    return promise ?? words;
  };

  it('nothing where everything went well', () => {
    expect(Object.values(judge(good)).flat()).toEqual([]);
  });

  it.each<[string, string, Evidence]>([
    [
      'a deployment that never ended',
      'ends, once',
      withDatabase({ statuses: [...whole(1), ...whole(2).slice(0, 2)] }),
    ],
    [
      'one that went on after its end',
      'ends, once',
      withDatabase({
        statuses: [...whole(1), ...whole(2), told(2, 'running')],
      }),
    ],
    [
      'two that ran at once',
      'one active run',
      withDatabase({
        statuses: [told(1, 'running'), told(2, 'running'), ...whole(1)],
      }),
    ],
    [
      'a later one that began first',
      'in their order',
      withDatabase({ statuses: [...whole(2), ...whole(1)] }),
    ],
    [
      'one that began in a locked environment',
      'stays locked',
      withDatabase({ locks: [lock(true)], statuses: whole(3) }),
    ],
    [
      'an environment that stayed locked',
      'stays locked',
      withDatabase({ locks: [lock(true), lock(false), lock(true)] }),
    ],
    [
      'two that mixed in the cluster',
      'no two runs',
      {
        ...good,
        changes: [changed(1, 'n1'), changed(2, 'n2'), changed(3, 'n1')],
      },
    ],
    [
      'a change with an older fence',
      'older fence',
      withDatabase({ intents: [meant('a', 2, 1), meant('b', 1, 2)] }),
    ],
    [
      'a change that nobody meant',
      'older fence',
      withDatabase({ intents: [meant('a', 1, 1)] }),
    ],
    [
      'a write without the lease',
      'without its lease',
      withDatabase({
        trespasses: [{ table: 'steps', environment: 'e', session: 'a' }],
      }),
    ],
    ['an object that nobody knows', 'left behind', { ...good, inventory: [] }],
    ['an object that is gone', 'left behind', { ...good, present: [] }],
    [
      'another image than the last success had',
      'succeeded last',
      { ...good, changes: [changed(1, 'n1')], writes: [wrote('a', 1)] },
    ],
  ])('%s', (_what, words, evidence) => {
    const broken = judge(evidence);
    expect(broken[ofPromise(words)]).not.toEqual([]);
  });
});
