import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { RouteClaim } from './routes';
import { Store } from './Store';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'routes of a cluster, on %s',
  databaseId => {
    let store: Store;
    let shop: string[];
    let other: string;

    beforeEach(async () => {
      ({ store } = await openTestStore(databases, databaseId));
      const seeded = await seed(store, { environments: ['live', 'test'] });
      shop = seeded.environmentIds;
      const [application] = await store.applications.get([
        seeded.applicationId,
      ]);
      await store.applications.add({
        ...application,
        id: 'other-application',
        name: 'other',
        owner: 'group:default/others',
      });
      other = 'other-environment';
      await store.environments.add({
        id: other,
        applicationId: 'other-application',
        name: 'live',
        type: 'development',
        createdAt: 1,
        createdBy: 'user:default/guest',
      });
    });

    const claim = (
      environmentId: string,
      places: string[],
      parts: Partial<RouteClaim> = {},
    ) =>
      store
        .claimRoutes({
          cluster: 'eu',
          environmentId,
          routes: places.map(place => {
            const slash = place.indexOf('/');
            return { host: place.slice(0, slash), path: place.slice(slash) };
          }),
          for: 'plan',
          ...parts,
        })
        .then(taken => taken.map(({ host, path, by }) => [host + path, by]));

    it('are their first owner’s: a second gets no path of the host, and no name', async () => {
      expect(await claim(shop[0], ['shop.example.com/'])).toEqual([]);
      for (const place of ['shop.example.com/', 'shop.example.com/admin']) {
        expect(await claim(other, [place])).toEqual([[place, undefined]]);
      }
      expect(await claim(other, ['other.example.com/'])).toEqual([]);
    });

    it('may be shared by environments of one owner, path by path', async () => {
      await claim(shop[0], ['shop.example.com/']);
      expect(await claim(shop[1], ['shop.example.com/api'])).toEqual([]);
      const [[, by]] = await claim(shop[1], ['shop.example.com/']);
      expect(by).toMatch(/^environment live of application /);
    });

    it.each([
      ['shop.example.com/', '*.example.com/'],
      ['*.example.com/', 'shop.example.com/'],
      ['*.example.com/', 'a.b.example.com/'],
      ['a.b.example.com/', '*.example.com/'],
      ['*.example.com/', '*.b.example.com/'],
    ])('%s keeps another owner from %s', async (first, second) => {
      await claim(shop[0], [first]);
      expect(await claim(other, [second])).toEqual([[second, undefined]]);
      expect(await claim(other, ['a.example.org/'])).toEqual([]);
      expect(await claim(other, ['myexample.com/'])).toEqual([]);
    });

    it('are other ones in another cluster', async () => {
      await claim(shop[0], ['shop.example.com/']);
      expect(
        await claim(other, ['shop.example.com/'], { cluster: 'us' }),
      ).toEqual([]);
    });

    it('are free again when the next plan does not want them', async () => {
      await claim(shop[0], ['shop.example.com/']);
      await claim(shop[0], ['shop.example.com/'], { for: 'plan' });
      await claim(shop[0], ['new.example.com/']);
      expect(await claim(other, ['shop.example.com/'])).toEqual([]);
    });

    it('stay while they are deployed, until a run without them succeeds', async () => {
      await claim(shop[0], ['shop.example.com/'], {
        for: { deploymentId: 'one' },
      });
      await claim(shop[0], []);
      await claim(shop[0], [], { for: { deploymentId: 'two' } });
      expect(await claim(other, ['shop.example.com/'])).toHaveLength(1);
      await store.routes.keepOnly(shop[0], 'two');
      expect(await claim(other, ['shop.example.com/'])).toEqual([]);
    });

    it('are kept by the run that wants them', async () => {
      await claim(shop[0], ['shop.example.com/'], {
        for: { deploymentId: 'one' },
      });
      await claim(shop[0], ['shop.example.com/'], {
        for: { deploymentId: 'two' },
      });
      await store.routes.keepOnly(shop[0], 'two');
      expect(await claim(other, ['shop.example.com/'])).toHaveLength(1);
    });

    it('of what is taken in part, nothing is taken', async () => {
      await claim(shop[0], ['shop.example.com/']);
      await claim(other, ['free.example.com/', 'shop.example.com/']);
      expect(await claim(shop[0], ['free.example.com/'])).toEqual([]);
    });

    it('go to one of two that ask at once', async () => {
      const both = await Promise.all([
        claim(shop[0], ['shop.example.com/a']),
        claim(other, ['shop.example.com/b']),
      ]);
      expect(both.map(taken => taken.length).sort()).toEqual([0, 1]);
    });

    it('are free when the environment is gone', async () => {
      await claim(other, ['shop.example.com/'], {
        for: { deploymentId: 'one' },
      });
      await store.applications.remove('other-application');
      expect(await claim(shop[0], ['shop.example.com/'])).toEqual([]);
    });
  },
);
