import { randomBytes } from 'node:crypto';
import { FenceLost, GeneratedKind, PLAN_FORMAT, Secret } from '@tutti/engine';
import {
  openTestStore,
  testDatabases,
  TestStore,
} from '../__testUtils__/databases';
import { resource, seed, seedDeployment } from '../__testUtils__/records';
import { Sealer } from '../sealing';
import { Claim } from './leases';
import { Store } from './Store';

const LEASE = 20_000;
const CANARY = 'canary-7f3a';

const databases = testDatabases();

const key = (kind: GeneratedKind, generation = 1) => ({
  resourceId: 'db-1',
  name: 'app',
  kind,
  generation,
});

function claimed(claim: Claim | undefined): Claim {
  if (!claim) {
    throw new Error('Nothing was claimed');
  }
  return claim;
}

describe.each(databases.eachSupportedId())('store on %s', databaseId => {
  let test: TestStore;

  beforeEach(async () => {
    test = await openTestStore(databases, databaseId);
  });

  afterEach(async () => {
    await test.knex.destroy();
  });

  /** Everything in every table, as text. */
  async function rawRows(): Promise<string> {
    const dump: unknown[] = [];
    for (const table of [
      'keys',
      'resources',
      'generated_values',
      'environment_values',
      'environment_secrets',
      'objects',
      'events',
    ]) {
      dump.push(await test.knex(table));
    }
    return JSON.stringify(dump);
  }

  it('keeps the place of an environment, and how things come there as its Target says it last', async () => {
    const { store } = test;
    const { environmentIds } = await seed(store);
    const [id] = environmentIds;
    const place = {
      name: 'repository',
      driver: 'git',
      cluster: 'repository',
      namespace: 'shop-dev',
      git: {
        repository: 'https://git.example.com/acme/deployments.git',
        branch: 'main',
        path: 'shop/dev',
        mode: 'direct' as const,
        proposal: 'tutti/shop/dev',
        health: { tool: 'none' as const, name: 'shop-dev' },
      },
    };
    const bound = async () => (await store.environments.get([id]))[0].target;
    await store.environments.bindTarget(id, place);
    const proposing = {
      ...place,
      git: { ...place.git, mode: 'branch' as const },
    };
    await store.environments.bindTarget(id, proposing);
    expect(await bound()).toEqual(proposing);
    for (const other of [
      { ...place, git: { ...place.git, path: 'elsewhere' } },
      { ...place, cluster: 'other' },
      { ...place, git: undefined },
    ]) {
      await store.environments.bindTarget(id, other);
      expect(await bound()).toEqual(proposing);
    }
  });

  it('goes down to nothing and up again', async () => {
    const { knex } = test;
    const directory = `${__dirname}/../../migrations`;
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('environments')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('environments')).toBe(true);
  });

  describe('claims', () => {
    const claim = (owner: string, leaseMs = LEASE) =>
      test.store.leases.claim(owner, leaseMs, PLAN_FORMAT);

    it('gives each environment to one worker, the oldest deployment first', async () => {
      await seed(test.store, {
        environments: ['development', 'staging'],
        deploymentsEach: 2,
      });
      const claims = [await claim('a'), await claim('b')].map(claimed);
      expect(claims.map(({ deploymentId }) => deploymentId).sort()).toEqual([
        'deployment-env-development-1',
        'deployment-env-staging-1',
      ]);
      expect(await claim('c')).toBeUndefined();
    });

    it('gives one deployment to one of many workers that ask at once', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, worker) => claim(`worker-${worker}`)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('goes on with the next one when the first has ended', async () => {
      await seed(test.store, { deploymentsEach: 2 });
      const first = claimed(await claim('a'));
      await test.store.deployments.change(first.deploymentId, ['running'], {
        status: 'succeeded',
      });
      await test.store.leases.release(first);
      const second = claimed(await claim('a'));
      expect(second).toEqual({
        deploymentId: 'deployment-env-development-2',
        environmentId: 'env-development',
        fence: first.fence + 1,
        takeovers: 0,
      });
    });

    it('hands a run over when its lease has run out, and fences the old one off', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      const first = claimed(await claim('killed', 0));
      await new Promise(resolve => setTimeout(resolve, 5));
      const second = claimed(await claim('other'));
      expect(second).toEqual({
        ...first,
        fence: first.fence + 1,
        takeovers: 1,
      });
      expect(await test.store.leases.renew(first, LEASE)).toBe(false);
      expect(await test.store.leases.renew(second, LEASE)).toBe(true);
      await expect(
        test.store.fenced(first, async store =>
          store.workloadStates.save(first.environmentId, {
            workload: 'late',
            lifecycle: 'ready',
            completedJobs: [],
          }),
        ),
      ).rejects.toThrow(FenceLost);
      expect(await test.store.workloadStates.list(first.environmentId)).toEqual(
        [],
      );
    });

    it('leaves a held lease alone', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      await claim('alive');
      expect(await claim('greedy')).toBeUndefined();
    });

    it('leaves a blocked environment alone until it is unlocked', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      await test.store.environments.block('env-development', 'fate unknown');
      expect(await claim('a')).toBeUndefined();
      expect(await test.store.environments.unblock('env-development')).toBe(
        true,
      );
      expect(await claim('a')).toBeDefined();
    });

    it('leaves plans of a newer format to whoever understands them', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      expect(
        await test.store.leases.claim('older', LEASE, PLAN_FORMAT - 1),
      ).toBeUndefined();
    });

    it('takes plans of an older format, so that they end', async () => {
      await seed(test.store, { deploymentsEach: 1 });
      expect(
        await test.store.leases.claim('newer', LEASE, PLAN_FORMAT + 1),
      ).toBeDefined();
    });

    it('never has two active runs in one environment, whoever tries', async () => {
      await seed(test.store, { deploymentsEach: 2 });
      await claim('a');
      await expect(
        test.store.deployments.change(
          'deployment-env-development-2',
          ['queued'],
          { status: 'running' },
        ),
      ).rejects.toMatchObject({ code: expect.any(String) });
    });
  });

  describe('events', () => {
    it('rise over all deployments, and nobody who reads misses one', async () => {
      await seed(test.store, { environments: ['development', 'staging'] });
      const first = await seedDeployment(test.store, 'env-development', 1);
      const second = await seedDeployment(test.store, 'env-staging', 1);
      const line = (message: string) =>
        ({ type: 'log', at: 1, level: 'info', message } as const);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          test.store.transaction(store =>
            store.events.append(index % 2 ? first : second, [
              line(`${index} a`),
              line(`${index} b`),
            ]),
          ),
        ),
      );
      const all = await test.store.events.after({
        of: { environmentIds: ['env-development', 'env-staging'] },
        after: 0,
        limit: 100,
      });
      expect(all.map(({ id }) => id)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      const rest = await test.store.events.after({
        of: { deploymentId: first },
        after: 10,
        limit: 100,
      });
      expect(rest.every(({ deploymentId }) => deploymentId === first)).toBe(
        true,
      );
      expect(rest.every(({ id }) => id > 10)).toBe(true);
    });
  });

  describe('resources', () => {
    it('come back as they were saved, secrets as secrets', async () => {
      const { environmentIds } = await seed(test.store);
      const [environmentId] = environmentIds;
      const saved = resource('db-1', CANARY, {
        operation: { id: 'op-1', kind: 'apply' },
        needs: ['environment'],
        physicalId: 'pg-1',
        appliedHash: 'hash',
      });
      await test.store.resources.save(environmentId, 'sandbox', saved);
      const [found] = await test.store.resources.records(environmentId);
      expect(found).toEqual(saved);
      expect(found.outputs.password).toBeInstanceOf(Secret);
      expect(
        found.outputs.password instanceof Secret &&
          found.outputs.password.reveal(),
      ).toBe(CANARY);
      const [head] = await test.store.resources.heads([environmentId]);
      expect(head.outputs).toEqual({
        host: 'db',
        password: { masked: 'secret' },
      });
    });

    it('count a minted address once per resourceId', async () => {
      const { environmentIds } = await seed(test.store);
      const [environmentId] = environmentIds;
      const save = (id: string) =>
        test.store.resources.save(
          environmentId,
          'sandbox',
          resource(id, CANARY),
        );
      await save('db-1');
      await save('db-1');
      await test.store.resources.remove(environmentId, 'db-1');
      await save('db-2');
      expect(await test.store.resources.minted(environmentId)).toEqual({
        'postgres.default#main': 2,
      });
    });

    it('refuse a second owner of the same physical thing', async () => {
      const { environmentIds } = await seed(test.store);
      const save = (id: string) =>
        test.store.resources.save(
          environmentIds[0],
          'sandbox',
          resource(id, CANARY, { physicalId: 'the-one' }),
        );
      await save('db-1');
      await expect(save('db-2')).rejects.toMatchObject({
        code: expect.any(String),
      });
    });
  });

  describe('the inventory', () => {
    const object = {
      target: 'sandbox',
      ref: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
      },
      owner: 'workload#web',
      applied: { kind: 'Deployment' },
      state: 'intended',
    } as const;

    it('knows an object under any version of its group', async () => {
      const { environmentIds } = await seed(test.store);
      const [environmentId] = environmentIds;
      const first = await test.store.objects.save(environmentId, object);
      const second = await test.store.objects.save(environmentId, {
        ...object,
        ref: { ...object.ref, apiVersion: 'apps/v2' },
      });
      expect(second).toBe(first);
      expect(await test.store.objects.count([environmentId])).toBe(1);
    });

    it('refuses an object of another environment', async () => {
      await seed(test.store, { environments: ['development', 'staging'] });
      await test.store.objects.save('env-development', object);
      await expect(
        test.store.objects.save('env-staging', object),
      ).rejects.toThrow(
        'Deployment shop/web in sandbox belongs to another environment',
      );
    });

    it('keeps an intent until its end is known', async () => {
      const { environmentIds } = await seed(test.store);
      const [environmentId] = environmentIds;
      const objectId = await test.store.objects.save(environmentId, object);
      const before = await test.store.now();
      const { id, deadline } = await test.store.intents.open({
        environmentId,
        objectId,
        operation: 'create',
        expected: 'absent',
        fence: 3,
        timeoutMs: 5_000,
      });
      expect(deadline).toBeGreaterThanOrEqual(before + 5_000);
      expect(await test.store.intents.listBefore(environmentId, 3)).toEqual([]);
      expect(await test.store.intents.listBefore(environmentId, 4)).toEqual([
        {
          id,
          ref: object.ref,
          owner: object.owner,
          operation: 'create',
          expected: 'absent',
          fence: 3,
          deadline,
        },
      ]);
      expect(await test.store.intents.settle(environmentId, id)).toBe(objectId);
      expect(await test.store.intents.settle(environmentId, id)).toBe(
        undefined,
      );
    });
  });

  describe('values and secrets', () => {
    const by = { at: 5, who: 'user:default/guest' };

    it('keep every version, show the newest, hide the removed', async () => {
      const { applicationId, environmentIds } = await seed(test.store);
      const application = { applicationId };
      const environment = { applicationId, environmentId: environmentIds[0] };
      const { values } = test.store;
      await values.put(application, 'LEVEL', 'info', by);
      await values.put(application, 'LEVEL', 'debug', { ...by, at: 6 });
      await values.put(environment, 'LEVEL', 'trace', by);
      await values.put(application, 'GONE', 1, by);
      expect(await values.remove(application, 'GONE', by)).toBe(true);
      expect(await values.remove(application, 'GONE', by)).toBe(false);
      expect(await values.list(applicationId, applicationId)).toEqual([
        {
          name: 'LEVEL',
          value: 'debug',
          scope: 'application',
          version: 2,
          updatedAt: 6,
          updatedBy: by.who,
        },
      ]);
      expect(await values.list(applicationId, environmentIds[0])).toMatchObject(
        [{ value: 'trace', scope: 'environment', version: 1 }],
      );
      const both = await values.list(applicationId, [
        applicationId,
        environmentIds[0],
      ]);
      expect(both.map(({ scope, value }) => [scope, value]).sort()).toEqual([
        ['application', 'debug'],
        ['environment', 'trace'],
      ]);
      expect(await values.list(applicationId, environmentIds, 4)).toEqual([]);
    });

    it('that changed since are counted by name, for each environment since its own time', async () => {
      const { applicationId, environmentIds } = await seed(test.store, {
        environments: ['development', 'staging', 'production'],
      });
      const [development, staging, production] = environmentIds;
      const { values, secrets } = test.store;
      const application = { applicationId };
      await values.put(application, 'LEVEL', 'info', by);
      await values.put(application, 'LEVEL', 'debug', { ...by, at: 6 });
      await values.put({ applicationId, environmentId: staging }, 'LEVEL', 1, {
        ...by,
        at: 7,
      });
      await values.put(application, 'GONE', 1, by);
      await values.remove(application, 'GONE', { ...by, at: 8 });
      await secrets.put(application, 'TOKEN', new Secret(CANARY), by);
      const counts = await test.store.countValuesChangedSince([
        { applicationId, environmentId: development, time: 4 },
        { applicationId, environmentId: staging, time: 6 },
        { applicationId, environmentId: production, time: 8 },
      ]);
      expect([...counts]).toEqual([
        // LEVEL, GONE, TOKEN
        [development, 3],
        // LEVEL of its own, GONE
        [staging, 2],
        [production, 0],
      ]);
      expect(await test.store.countValuesChangedSince([])).toEqual(new Map());
    });

    it('leave no clear copy when they become secret', async () => {
      const { applicationId } = await seed(test.store);
      const { values } = test.store;
      for (const value of [CANARY, `${CANARY}-2`]) {
        await values.put({ applicationId }, 'TOKEN', value, by);
      }
      await values.purge({ applicationId }, 'TOKEN');
      expect(await values.list(applicationId, applicationId)).toEqual([]);
      expect(await rawRows()).not.toContain(CANARY);
    });

    it('give a secret back only as content, never in a list', async () => {
      const { applicationId } = await seed(test.store);
      const { secrets } = test.store;
      await secrets.put({ applicationId }, 'TOKEN', new Secret(CANARY), by);
      expect(
        JSON.stringify(await secrets.list(applicationId, applicationId)),
      ).not.toContain(CANARY);
      const [{ content }] = await secrets.contents(
        applicationId,
        applicationId,
      );
      expect(content instanceof Secret && content.reveal()).toBe(CANARY);
    });
  });

  describe('generated values', () => {
    const of = (environmentId: string, generation = 1) => ({
      ...key('password', generation),
      environmentId,
    });

    it('are minted once, whoever asks first', async () => {
      const { environmentIds } = await seed(test.store);
      const asked = await Promise.all(
        [1, 2, 3].map(() =>
          test.store.transaction(store =>
            store.generatedValues.findOrAdd(of(environmentIds[0])),
          ),
        ),
      );
      expect(new Set(asked.map(secret => secret.reveal())).size).toBe(1);
    });

    it('are sealed with their kind: one does not open as another', async () => {
      const { environmentIds } = await seed(test.store);
      const { generatedValues } = test.store;
      await generatedValues.findOrAdd(of(environmentIds[0]));
      await test.knex('generated_values').update({ kind: 'suffix' });
      await expect(generatedValues.of(environmentIds[0])).rejects.toThrow(
        'generated_values/db-1/app/suffix/value_sealed does not open',
      );
    });

    it('are sealed with their generation, also by a new key', async () => {
      const { environmentIds } = await seed(test.store);
      const { generatedValues } = test.store;
      const first = await generatedValues.findOrAdd(of(environmentIds[0]));
      const second = await generatedValues.findOrAdd(of(environmentIds[0], 2));
      const next = { id: 'next', key: randomBytes(32) };
      await new Store(test.knex, new Sealer([next, test.key])).reseal();
      const resealed = new Store(test.knex, new Sealer([next])).generatedValues;
      const found = await resealed.of(environmentIds[0]);
      expect(found.find(key('password'))?.reveal()).toBe(first.reveal());
      expect(found.find(key('password', 2))?.reveal()).toBe(second.reveal());
      await test.knex('generated_values').where({ generation: 2 }).delete();
      await test.knex('generated_values').update({ generation: 2 });
      await expect(resealed.of(environmentIds[0])).rejects.toThrow(
        'generated_values/db-1/app/password/2/value_sealed does not open',
      );
    });

    it('of before a rotation go when their resource was applied with the newer ones, and only then', async () => {
      const { environmentIds } = await seed(test.store);
      const [environmentId] = environmentIds;
      const { generatedValues, resources } = test.store;
      const rotated = (generation: number, applied: number) =>
        resources.save(environmentId, 'sandbox', {
          ...resource('db-1', CANARY),
          rotation: { generation, applied },
        });
      for (const kind of ['password', 'suffix', 'uuid'] as const) {
        await generatedValues.findOrAdd({ ...of(environmentId), kind });
      }
      await generatedValues.findOrAdd(of(environmentId, 2));
      const kept = async () =>
        (await test.knex('generated_values').orderBy(['kind', 'generation']))
          .map(row => `${row.kind} ${row.generation}`)
          .join(', ');
      await rotated(2, 1);
      await generatedValues.removeOlder(environmentId);
      expect(await kept()).toBe('password 1, password 2, suffix 1, uuid 1');
      expect(await generatedValues.withOlder(environmentId)).toEqual(
        new Set(['db-1']),
      );
      await rotated(2, 2);
      await generatedValues.removeOlder('another');
      expect(await generatedValues.withOlder(environmentId)).toEqual(
        new Set(['db-1']),
      );
      await generatedValues.removeOlder(environmentId);
      expect(await kept()).toBe('password 2, suffix 1, uuid 1');
      expect(await generatedValues.withOlder(environmentId)).toEqual(new Set());
    });

    describe('of a version that kept no kind', () => {
      const OLD = {
        password: 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA',
        suffix: 'k3x9q2w7',
        uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
      } as const;
      const kinds = ['password', 'suffix', 'uuid'] as const;

      async function keepAsThen(name: string, value: string): Promise<string> {
        const { environmentIds } = await seed(test.store);
        await test.knex('generated_values').insert({
          environment_id: environmentIds[0],
          resource_id: 'db-1',
          name,
          value_sealed: new Sealer([test.key]).seal(
            value,
            `generated_values/db-1/${name}/value_sealed`,
          ),
          created_at: 1,
        });
        return environmentIds[0];
      }

      it.each(kinds)('are found as the %s they are', async kind => {
        const environmentId = await keepAsThen('app', OLD[kind]);
        const found = await test.store.generatedValues.of(environmentId);
        expect(kinds.filter(each => found.find(key(each)))).toEqual([kind]);
        expect(found.find(key(kind))?.reveal()).toBe(OLD[kind]);
      });

      it.each(kinds)('are the same %s ever after', async kind => {
        const environmentId = await keepAsThen('app', OLD[kind]);
        const own = { ...of(environmentId), kind };
        const { generatedValues } = test.store;
        expect((await generatedValues.findOrAdd(own)).reveal()).toBe(OLD[kind]);
        expect(await generatedValues.learnKinds()).toBe(0);
        expect((await generatedValues.findOrAdd(own)).reveal()).toBe(OLD[kind]);
      });

      it('are no other kind: a password never becomes a suffix', async () => {
        const environmentId = await keepAsThen('app', OLD.password);
        const { generatedValues } = test.store;
        const suffix = await generatedValues.findOrAdd({
          ...of(environmentId),
          kind: 'suffix',
        });
        expect(suffix.reveal()).toMatch(/^[a-z][a-z0-9]{7}$/);
        const found = await generatedValues.of(environmentId);
        expect(found.find(key('password'))?.reveal()).toBe(OLD.password);
      });

      it('get their kind with the next resealing', async () => {
        const environmentId = await keepAsThen('app', OLD.uuid);
        expect(await test.store.reseal()).toBe(1);
        expect(await test.store.reseal()).toBe(0);
        expect(await test.knex('generated_values').pluck('kind')).toEqual([
          'uuid',
        ]);
        const found = await test.store.generatedValues.of(environmentId);
        expect(found.find(key('uuid'))?.reveal()).toBe(OLD.uuid);
      });
    });
  });

  it('mints its own key once, the same for every replica', async () => {
    const keys = await Promise.all([
      test.store.keys.findOrAdd('digest'),
      test.store.keys.findOrAdd('digest'),
    ]);
    expect(keys[0]).toHaveLength(32);
    expect(keys[0].equals(keys[1])).toBe(true);
  });

  it('seals anew what an older key sealed, and the older key can go', async () => {
    const { applicationId, environmentIds } = await seed(test.store);
    const [environmentId] = environmentIds;
    const digest = await test.store.keys.findOrAdd('digest');
    await test.store.resources.save(
      environmentId,
      'sandbox',
      resource('db-1', CANARY),
    );
    const password = await test.store.generatedValues.findOrAdd({
      environmentId,
      resourceId: 'db-1',
      name: 'app',
      kind: 'password',
      generation: 1,
    });
    await test.store.secrets.put(
      { applicationId },
      'TOKEN',
      new Secret(CANARY),
      { at: 1, who: 'me' },
    );
    const next = { id: 'next', key: randomBytes(32) };
    const both = new Store(test.knex, new Sealer([next, test.key]));
    expect(await both.reseal()).toBe(6);
    expect(await both.reseal()).toBe(0);

    const store = new Store(test.knex, new Sealer([next]));
    expect((await store.keys.findOrAdd('digest')).equals(digest)).toBe(true);
    const [found] = await store.resources.records(environmentId);
    expect(found).toEqual(resource('db-1', CANARY));
    const [{ content }] = await store.secrets.contents(
      applicationId,
      applicationId,
    );
    expect(content instanceof Secret && content.reveal()).toBe(CANARY);
    const generated = await store.generatedValues.of(environmentId);
    expect(generated.find(key('password'))?.reveal()).toBe(password.reveal());
  });

  it('moves the platform pointer only from where the mover saw it', async () => {
    const { platform } = test.store;
    await platform.keep('one', [{ file: 'a.yaml', text: 'a' }]);
    await platform.keep('two', [{ file: 'a.yaml', text: 'b' }]);
    expect(await platform.activate('one', undefined)).toBe(true);
    expect(await platform.activate('two', undefined)).toBe(false);
    expect(await platform.activate('two', 'one')).toBe(true);
    expect((await platform.pointer()).active).toBe('two');
    expect(await platform.files('one')).toEqual([
      { file: 'a.yaml', text: 'a' },
    ]);
  });

  it('has no secret in clear in any row', async () => {
    const { applicationId, environmentIds } = await seed(test.store);
    const [environmentId] = environmentIds;
    await test.store.resources.save(
      environmentId,
      'sandbox',
      resource('db-1', CANARY),
    );
    await test.store.secrets.put(
      { applicationId },
      'TOKEN',
      new Secret(CANARY),
      { at: 1, who: 'me' },
    );
    const password = await test.store.generatedValues.findOrAdd({
      environmentId,
      resourceId: 'db-1',
      name: 'app',
      kind: 'password',
      generation: 1,
    });
    const rows = await rawRows();
    expect(rows).toContain('db-1');
    for (const secret of [CANARY, String(password.reveal())]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });
});
