import { openTestStore, testDatabases } from '../../__testUtils__/databases';
import { seed } from '../../__testUtils__/records';
import { Targets } from '../../planning';
import { ActivePlatform } from '../../platform';
import { HealthObserver } from '../health';
import { Lookup, Place } from '../Lookup';
import { EnvironmentViews } from './EnvironmentViews';

const databases = testDatabases();

it('asks as many questions about twenty environments as about two', async () => {
  const { knex, store } = await openTestStore(databases, 'SQLITE_3');
  const { applicationId } = await seed(store, {
    environments: Array.from({ length: 20 }, (_, index) => `e${index}`),
    deploymentsEach: 1,
  });
  await knex('deployments').update({ status: 'succeeded', finished_at: 5 });
  await store.values.put({ applicationId }, 'LEVEL', 'debug', {
    at: 6,
    who: 'user:default/maria',
  });
  const targets = new Targets([]);
  const views = new EnvironmentViews(
    store,
    Object.assign(Object.create(ActivePlatform.prototype), {
      find: async () => undefined,
    }),
    targets,
    new HealthObserver(store, targets, {}),
  );
  const places = await new Lookup(store).places(
    await store.applications.get([applicationId]),
  );
  let asked = 0;
  knex.on('query', () => {
    asked += 1;
  });
  const questionsAbout = async (some: Place[]) => {
    asked = 0;
    const list = await views.list(some);
    expect(list.map(({ pendingChanges }) => pendingChanges)).toEqual(
      some.map(() => 1),
    );
    return asked;
  };
  const few = await questionsAbout(places.slice(0, 2));
  expect(await questionsAbout(places)).toBe(few);
  expect(few).toBeLessThan(20);
  await knex.destroy();
});
