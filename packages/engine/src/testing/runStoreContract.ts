import {
  FenceLost,
  GeneratedKey,
  GeneratedKind,
  GeneratedValues,
  Intent,
  ObjectRecord,
  ResourceRecord,
  RunStore,
  Secret,
} from '../model';
import { definition } from './platform';

/** One environment's memory, as runs and plans meet it. */
export interface RunStoreSubject {
  /** The store of the next run, which takes over from the one before. */
  claim(): Promise<RunStore>;
  /** What a plan reads now. */
  generated(): Promise<GeneratedValues>;
}

const KINDS: readonly GeneratedKind[] = ['password', 'suffix', 'uuid'];

function passwordOf(resourceId: string, name: string): GeneratedKey {
  return { resourceId, name, kind: 'password', generation: 1 };
}

const APP = passwordOf('db-1', 'app');

const TIMEOUT_MS = 5_000;

const database: ResourceRecord = {
  resourceId: 'db-1',
  address: 'postgres.default#main',
  type: 'postgres',
  class: 'default',
  id: 'main',
  name: 'main-1a2b',
  definition: definition('postgres-in-cluster', { type: 'postgres' }),
  driverVersion: '1',
  inputs: { size: 3, nested: [{ password: new Secret('hush') }] },
  outputs: { host: 'db', password: new Secret({ user: 'me' }) },
  outputsVersion: 1,
  driverState: { serial: 4, tags: [null, 'x'] },
  physicalId: 'pg-1',
  appliedHash: 'hash',
  lifecycle: 'ready',
  needs: ['environment.default#environment'],
  operation: { id: 'op-1', kind: 'apply' },
  completedJobs: ['migrate-1'],
  rotation: { generation: 3, applied: 2 },
};

const web: ObjectRecord = {
  target: 'sandbox',
  ref: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
  },
  owner: 'workload#web',
  applied: { kind: 'Deployment', spec: { replicas: 1 } },
  state: 'intended',
};

const create: Omit<Intent, 'id' | 'fence' | 'deadline'> = {
  ref: web.ref,
  owner: web.owner,
  operation: 'create',
  expected: 'absent',
};

/** Everything a run may write, by name. */
const WRITES: [string, (store: RunStore) => Promise<unknown>][] = [
  ['generated', store => store.generated(passwordOf('db-1', 'late'))],
  [
    'saveResource',
    store =>
      store.saveResource({ ...database, resourceId: 'late', physicalId: 'l' }),
  ],
  ['forgetResource', store => store.forgetResource('db-1')],
  [
    'saveDecided',
    store => store.saveDecided([{ ...database, address: 'disk.default#late' }]),
  ],
  [
    'saveWorkload',
    store =>
      store.saveWorkload({
        workload: 'late',
        lifecycle: 'ready',
        completedJobs: [],
      }),
  ],
  ['forgetWorkload', store => store.forgetWorkload('web')],
  [
    'openIntent',
    store =>
      store.openIntent(
        { ...create, ref: { ...web.ref, name: 'late' } },
        { ...web, ref: { ...web.ref, name: 'late' } },
        TIMEOUT_MS,
      ),
  ],
];

/**
 * What every `RunStore` keeps, whatever keeps it. Call it in a test file of the implementation;
 * `open` gives an empty environment.
 */
export function runStoreContract(open: () => Promise<RunStoreSubject>): void {
  let subject: RunStoreSubject;
  let store: RunStore;

  beforeEach(async () => {
    subject = await open();
    store = await subject.claim();
  });

  it('knows nothing at first', async () => {
    expect(await store.state()).toEqual({
      resources: [],
      workloads: [],
      objects: [],
      minted: {},
    });
    expect(await store.openIntents()).toEqual([]);
  });

  describe('resources', () => {
    it('come back as they were saved, secrets as secrets', async () => {
      await store.saveResource(database);
      const { resources } = await store.state();
      expect(resources).toEqual([database]);
      const { password } = resources[0].outputs;
      expect(password instanceof Secret && password.reveal()).toEqual({
        user: 'me',
      });
      expect(JSON.stringify(resources)).not.toContain('hush');
    });

    it('come back without what they have not', async () => {
      const {
        id: _id,
        driverState: _state,
        physicalId: _physical,
        appliedHash: _hash,
        operation: _operation,
        rotation: _rotation,
        ...bare
      } = database;
      await store.saveResource(database);
      await store.saveResource(bare);
      expect((await store.state()).resources).toEqual([bare]);
    });

    it('are rows: what a run does to its record afterwards is not kept', async () => {
      const record = { ...database, needs: [...database.needs] };
      await store.saveResource(record);
      record.needs.push('later');
      const [read] = (await store.state()).resources;
      read.completedJobs.push('later');
      expect((await store.state()).resources).toEqual([database]);
    });

    it('count at their address once per resourceId, gone or not', async () => {
      await store.saveResource(database);
      await store.saveResource({ ...database, outputsVersion: 2 });
      await store.forgetResource('db-1');
      await store.saveResource({ ...database, resourceId: 'db-2' });
      const { resources, minted } = await store.state();
      expect(resources.map(({ resourceId }) => resourceId)).toEqual(['db-2']);
      expect(minted).toEqual({ [database.address]: 2 });
    });

    it('change places with each other, and are minted nowhere by that', async () => {
      const other = {
        ...database,
        resourceId: 'db-2',
        address: 'postgres.default#other',
        physicalId: 'pg-2',
      };
      await store.saveResource(database);
      await store.saveResource(other);
      const { minted } = await store.state();
      await store.saveDecided([
        { ...database, address: other.address },
        { ...other, address: database.address },
      ]);
      const state = await store.state();
      expect(
        state.resources.map(({ resourceId, address }) => [resourceId, address]),
      ).toEqual(
        expect.arrayContaining([
          ['db-1', other.address],
          ['db-2', database.address],
        ]),
      );
      expect(state.minted).toEqual(minted);
    });

    it('have a physical id of their own', async () => {
      await store.saveResource(database);
      await store.saveResource({ ...database, outputsVersion: 2 });
      await expect(
        store.saveResource({ ...database, resourceId: 'db-2' }),
      ).rejects.toThrow(
        `${database.address}: 'pg-1' of the driver manifests belongs to another resource already`,
      );
      expect((await store.state()).resources).toMatchObject([
        { resourceId: 'db-1', outputsVersion: 2 },
      ]);
    });
  });

  describe('generated values', () => {
    it('are the same ever after, and a plan sees them', async () => {
      for (const kind of KINDS) {
        const first = await store.generated({ ...APP, kind });
        const again = await store.generated({ ...APP, kind });
        const next = await subject.claim();
        const later = await next.generated({ ...APP, kind });
        const seen = (await subject.generated()).find({ ...APP, kind });
        expect([again, later, seen].map(each => each?.reveal())).toEqual(
          Array(3).fill(first.reveal()),
        );
        store = next;
      }
    });

    it('are one per resource, name and kind: a password is never a suffix', async () => {
      await store.generated(APP);
      const plan = await subject.generated();
      expect(plan.find({ ...APP, kind: 'suffix' })).toBeUndefined();
      expect(plan.find(passwordOf('db-1', 'root'))).toBeUndefined();
      expect(plan.find(passwordOf('db-2', 'app'))).toBeUndefined();
      const others = [
        await store.generated(APP),
        await store.generated({ ...APP, kind: 'suffix' }),
        await store.generated({ ...APP, kind: 'uuid' }),
        await store.generated(passwordOf('db-1', 'root')),
        await store.generated(passwordOf('db-2', 'app')),
      ];
      expect(new Set(others.map(secret => secret.reveal())).size).toBe(5);
    });

    it('are made anew by the next generation, and the one before stays', async () => {
      const first = await store.generated(APP);
      const plan = await subject.generated();
      expect(plan.find({ ...APP, generation: 2 })).toBeUndefined();
      const second = await store.generated({ ...APP, generation: 2 });
      expect(second.reveal()).not.toBe(first.reveal());
      const [before, after] = await Promise.all(
        [1, 2].map(generation => store.generated({ ...APP, generation })),
      );
      expect(before.reveal()).toBe(first.reveal());
      expect(after.reveal()).toBe(second.reveal());
    });

    it('are minted once when asked for at the same time', async () => {
      const asked = await Promise.all(
        [1, 2, 3].map(() => store.generated(APP)),
      );
      expect(new Set(asked.map(secret => secret.reveal())).size).toBe(1);
    });

    it('go with their resource, and only with it', async () => {
      for (const resourceId of ['db-1', 'db-10']) {
        await store.saveResource({
          ...database,
          resourceId,
          physicalId: resourceId,
        });
        await store.generated(passwordOf(resourceId, 'app'));
      }
      await store.forgetResource('db-1');
      const plan = await subject.generated();
      expect(plan.find(APP)).toBeUndefined();
      expect(plan.find(passwordOf('db-10', 'app'))).toBeDefined();
    });
  });

  it('keeps workloads until they are forgotten', async () => {
    const record = {
      workload: 'web',
      appliedHash: 'hash',
      lifecycle: 'ready',
      completedJobs: ['migrate-1'],
      generations: { 'db-1': 2 },
    } as const;
    const saved = { ...record, completedJobs: [...record.completedJobs] };
    await store.saveWorkload({ ...saved, lifecycle: 'applying' });
    await store.saveWorkload(saved);
    expect((await store.state()).workloads).toEqual([saved]);
    const { generations: _generations, ...never } = saved;
    await store.saveWorkload(never);
    expect((await store.state()).workloads).toEqual([never]);
    await store.forgetWorkload('web');
    await store.forgetWorkload('web');
    expect((await store.state()).workloads).toEqual([]);
  });

  describe('intents', () => {
    it('are in the inventory before the change is made', async () => {
      const before = await store.now();
      const intent = await store.openIntent(create, web, TIMEOUT_MS);
      expect(intent).toMatchObject(create);
      expect(intent.deadline).toBeGreaterThanOrEqual(before + TIMEOUT_MS);
      expect((await store.state()).objects).toEqual([web]);
    });

    it('of the run itself are not shown to it, to the next they are', async () => {
      const intent = await store.openIntent(create, web, TIMEOUT_MS);
      expect(await store.openIntents()).toEqual([]);
      const next = await subject.claim();
      expect(await next.openIntents()).toEqual([intent]);
    });

    it.each<
      [
        string,
        Parameters<RunStore['settleIntent']>[1],
        Partial<ObjectRecord> | undefined,
      ]
    >([
      [
        'done',
        { present: { uid: 'u-1', ownedHash: 'h-1' } },
        { uid: 'u-1', ownedHash: 'h-1', state: 'present' },
      ],
      [
        'done, left as nobody knows',
        { present: { uid: 'u-1' } },
        { uid: 'u-1', state: 'present' },
      ],
      ['failed', { failed: 'no' }, { state: 'intended' }],
      ['gone', { gone: true }, undefined],
      ['left where it is', { left: true }, undefined],
    ])('that ended: %s', async (_end, outcome, object) => {
      const { id } = await store.openIntent(create, web, TIMEOUT_MS);
      await store.settleIntent(id, outcome);
      await store.settleIntent(id, outcome);
      expect((await store.state()).objects).toEqual(
        object ? [{ ...web, ...object }] : [],
      );
      expect(await (await subject.claim()).openIntents()).toEqual([]);
    });

    it('leave no older hash behind when nobody knows how it was left', async () => {
      const first = await store.openIntent(create, web, TIMEOUT_MS);
      await store.settleIntent(first.id, {
        present: { uid: 'u-1', ownedHash: 'h-1' },
      });
      const second = await store.openIntent(
        { ...create, operation: 'update' },
        { ...web, uid: 'u-1' },
        TIMEOUT_MS,
      );
      await store.settleIntent(second.id, { present: { uid: 'u-1' } });
      const [object] = (await store.state()).objects;
      expect(object.ownedHash).toBeUndefined();
    });

    it('of an object that is gone are over, all of them', async () => {
      await store.openIntent(create, web, TIMEOUT_MS);
      const last = await store.openIntent(
        { ...create, operation: 'delete' },
        { ...web, state: 'deleting' },
        TIMEOUT_MS,
      );
      await store.settleIntent(last.id, { gone: true });
      expect(await (await subject.claim()).openIntents()).toEqual([]);
      expect((await store.state()).objects).toEqual([]);
    });

    it('of what is left where it is keep the namespace around it', async () => {
      const namespace: ObjectRecord = {
        ...web,
        ref: { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
        owner: 'environment',
      };
      const other = {
        ...namespace,
        ref: { ...namespace.ref, name: 'elsewhere' },
      };
      for (const object of [namespace, other]) {
        const { id } = await store.openIntent(
          { ...create, ref: object.ref },
          object,
          TIMEOUT_MS,
        );
        await store.settleIntent(id, { present: { uid: object.ref.name } });
      }
      const { id } = await store.openIntent(create, web, TIMEOUT_MS);
      await store.settleIntent(id, { left: true });
      const { objects } = await store.state();
      expect(
        objects
          .map(({ ref, adopted }) => `${ref.name} ${adopted === true}`)
          .sort(),
      ).toEqual(['elsewhere false', 'shop true']);
    });

    it('find an object under any version of its group', async () => {
      await store.openIntent(create, web, TIMEOUT_MS);
      const newer = { ...web, ref: { ...web.ref, apiVersion: 'apps/v2' } };
      await store.openIntent(
        { ...create, ref: newer.ref, operation: 'update' },
        newer,
        TIMEOUT_MS,
      );
      expect((await store.state()).objects).toEqual([newer]);
    });
  });

  describe('after a newer run has taken over', () => {
    it.each(WRITES)('refuses %s, and nothing has changed', async (_, write) => {
      await store.saveResource(database);
      await store.saveWorkload({
        workload: 'web',
        lifecycle: 'ready',
        completedJobs: [],
      });
      const { id } = await store.openIntent(create, web, TIMEOUT_MS);
      const next = await subject.claim();
      const before = await next.state();
      await expect(write(store)).rejects.toThrow(FenceLost);
      await expect(store.settleIntent(id, { gone: true })).rejects.toThrow(
        FenceLost,
      );
      expect(await next.state()).toEqual(before);
      expect(await next.openIntents()).toHaveLength(1);
      expect(
        (await subject.generated()).find(passwordOf('db-1', 'late')),
      ).toBeUndefined();
    });
  });

  it('tells how long it may write', async () => {
    expect(store.leaseLeftMs()).toBeGreaterThan(0);
  });
}
