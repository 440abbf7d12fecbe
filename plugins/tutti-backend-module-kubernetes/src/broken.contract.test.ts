import { setTimeout as pause } from 'node:timers/promises';
import { isObject, Manifest, ObjectHealth, refOf, Target } from '@tutti/engine';
import { Broken, BROKEN } from './__testUtils__/broken';
import { describePlaces } from './__testUtils__/places';

jest.setTimeout(90_000);

const LONGEST_WAIT_MS = 60_000;

/** Broken deployments, each with the sentence that it must give and the way out. */
describePlaces((site, { onlyReal }) => {
  onlyReal(
    'only there somebody plays node and scheduler in their own words',
    () => {
      const places = new Map<Broken, Promise<Target>>();

      /** All of them at once: what takes a while of one takes it of the others too. */
      function placeOf(broken: Broken): Promise<Target> {
        if (places.size === 0) {
          BROKEN.forEach((each, index) => {
            const made = make(each, `broken-${index}`);
            made.catch(() => {});
            places.set(each, made);
          });
        }
        return (
          places.get(broken) ?? Promise.reject(new Error('not in the table'))
        );
      }

      async function make(broken: Broken, namespace: string): Promise<Target> {
        const target = await site().neighbour(namespace);
        const { call } = site();
        await target.apply(
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: {
              name: namespace,
              ...(broken.labels && { labels: broken.labels }),
            },
          },
          'absent',
          call,
        );
        for (const object of broken.objects) {
          await target.apply(object, 'absent', call);
          if (object.kind === 'ResourceQuota') {
            await counted(target, object);
          }
        }
        return target;
      }

      /** Until then it refuses whatever comes, in other words, and each try comes later than the one before. */
      async function counted(target: Target, quota: Manifest): Promise<void> {
        for (;;) {
          const [live] = await target.observe([refOf(quota)], site().call);
          if (isObject(live.content.status) && live.content.status.hard) {
            return;
          }
          await pause(50);
        }
      }

      const isSaid = ({ says }: Broken, { cause }: ObjectHealth) =>
        typeof says === 'string'
          ? cause?.message === says
          : cause !== undefined && says.test(cause.message);

      it.each(BROKEN.map(broken => [broken.what, broken] as const))(
        '%s',
        async (_what, broken) => {
          const target = await placeOf(broken);
          const [last] = broken.objects.slice(-1);
          const deadline = performance.now() + LONGEST_WAIT_MS;
          let [health] = await target.health([refOf(last)], site().call);
          while (
            !(health.status === broken.status && isSaid(broken, health)) &&
            performance.now() < deadline
          ) {
            await pause(200);
            [health] = await target.health([refOf(last)], site().call);
          }
          expect(health).toMatchObject({
            status: broken.status,
            cause: {
              message: sentence(broken.says),
              hint: expect.stringContaining(broken.hint),
            },
          });
        },
      );
    },
  );
});

function sentence(says: Broken['says']): unknown {
  return typeof says === 'string' ? says : expect.stringMatching(says);
}
