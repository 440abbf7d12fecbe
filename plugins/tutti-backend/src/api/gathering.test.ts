import { Build, NewBuild } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import {
  buildOf,
  commitOf,
  CONTINUOUS,
  deployByHand,
  imageOf,
  makeTill,
} from '../__testUtils__/continuous';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock, Store } from '../store';

jest.setTimeout(240_000);

const databases = testDatabases();

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;

describe.each(databases.eachSupportedId())(
  'builds that are gathered by commit, on %s',
  databaseId => {
    let portal: Portal;
    let store: Store;
    let knex: Knex;
    let number = 0;

    beforeAll(async () => {
      const opened = await openTestStore(databases, databaseId);
      ({ store, knex } = opened);
      portal = await startPortal({
        knex,
        files: CONTINUOUS,
        config: { builds: { gatherFor: { minutes: 30 } } },
      });
      await makeTill(portal);
      await deployByHand(portal);
    });

    afterAll(async () => {
      await portal?.stop();
    });

    const next = () => (number += 1);
    const maria = () => portal.as(MARIA);

    async function tell(build: NewBuild): Promise<Build> {
      return (await maria().post('/builds', build).expect(201)).body;
    }

    async function deploymentOf({ id }: Pick<Build, 'id'>) {
      const { body } = await maria().get(`/builds/${id}`).expect(200);
      const { outcomes }: Build = body;
      const outcome = outcomes.find(
        ({ environment }) => environment === 'main',
      );
      if (!outcome || !('deployment' in outcome)) {
        throw new Error(`Nothing deployed: ${JSON.stringify(outcomes)}`);
      }
      return outcome.deployment;
    }

    async function statusesFrom(first: number): Promise<string[]> {
      const { body } = await maria().get(
        '/deployments?application=till&environment=main&limit=100',
      );
      return body.items
        .filter((each: { number: number }) => each.number >= first)
        .map(({ status }: { status: string }) => status);
    }

    it('of one commit become one deployment, when the time of the first is over', async () => {
      const commit = commitOf(next());
      const web = await tell(buildOf('web', number, { commit }));
      const first = await deploymentOf(web);
      expect(first).toMatchObject({
        number: 2,
        status: 'queued',
        waits: {
          for: 'builds',
          message: expect.stringMatching(
            /^It waits for further builds of commit 00000000 and begins at [\d-]+ [\d:]+ UTC\.$/,
          ),
        },
      });
      moveClock(knex, 20 * MINUTE);
      const api = await tell(buildOf('api', number, { commit }));
      expect(await deploymentOf(api)).toEqual(first);
      moveClock(knex, 11 * MINUTE);
      const ended = await portal.ended(first.id);
      expect(ended).toMatchObject({
        status: 'succeeded',
        release: {
          images: {
            web: { main: imageOf('web', number) },
            api: { main: imageOf('api', number) },
          },
        },
      });
      expect(await statusesFrom(2)).toEqual(['succeeded']);
    });

    it('of two commits keep apart, in whichever order they come, and prolong nothing', async () => {
      const [one, two] = [next(), next()];
      const oneWeb = await tell(buildOf('web', one));
      const first = await deploymentOf(oneWeb);
      moveClock(knex, 10 * MINUTE);
      const twoWeb = await tell(buildOf('web', two));
      const second = await deploymentOf(twoWeb);
      moveClock(knex, 10 * MINUTE);
      const oneApi = await tell(buildOf('api', one));
      const twoApi = await tell(buildOf('api', two));
      expect(await deploymentOf(oneApi)).toEqual(first);
      expect(await deploymentOf(twoApi)).toEqual(second);
      expect(second.number).toBe(first.number + 1);
      moveClock(knex, 11 * MINUTE);
      expect((await portal.ended(first.id)).release?.images).toEqual({
        web: { main: imageOf('web', one) },
        api: { main: imageOf('api', one) },
      });
      expect(await deploymentOf(twoWeb)).toMatchObject({
        status: 'queued',
        waits: { for: 'builds' },
      });
      moveClock(knex, 10 * MINUTE);
      expect((await portal.ended(second.id)).release?.images).toEqual({
        web: { main: imageOf('web', two) },
        api: { main: imageOf('api', two) },
      });
    });

    it('never undo what was told after what they join', async () => {
      const [one, two] = [next(), next()];
      const older = await tell(buildOf('web', one));
      const between = await tell(buildOf('web', two));
      const newest = await tell(
        buildOf('web', one, { image: imageOf('web', 999) }),
      );
      const numbers = [];
      for (const build of [older, between, newest]) {
        numbers.push((await deploymentOf(build)).number);
      }
      const [first] = numbers;
      expect(numbers).toEqual([first, first + 1, first + 2]);
      moveClock(knex, HALF_HOUR + MINUTE);
      const last = await portal.ended((await deploymentOf(newest)).id);
      expect(last.release?.images.web).toEqual({ main: imageOf('web', 999) });
    });

    it('become one in the line behind a long run', async () => {
      const application = await store.applications.findByName('till');
      const main = await store.environments.find(application?.id ?? '', 'main');
      const environmentId = main?.id ?? '';
      await store.environments.block(environmentId, 'A long run.');
      const builds: Build[] = [];
      for (const workload of ['web', 'api', 'web']) {
        builds.push(await tell(buildOf(workload, next())));
        moveClock(knex, HALF_HOUR + MINUTE);
      }
      // The last one's time is over too; whoever comes next tidies up.
      builds.push(await tell(buildOf('api', next())));
      const [web, api, newest, waiting] = builds;
      const carrier = await deploymentOf(newest);
      expect((await deploymentOf(web)).id).toBe(carrier.id);
      expect((await deploymentOf(api)).id).toBe(carrier.id);
      expect(carrier.waits).toMatchObject({ for: 'lock' });
      expect((await deploymentOf(waiting)).waits).toMatchObject({
        for: 'builds',
      });
      await store.environments.unblock(environmentId);
      moveClock(knex, HALF_HOUR + MINUTE);
      const last = await portal.ended((await deploymentOf(waiting)).id);
      expect(last.release?.images).toEqual({
        web: { main: newest.image },
        api: { main: waiting.image },
      });
    });
  },
);
