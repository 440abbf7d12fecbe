import { Deployment } from '@tutti/plugin-tutti-common';
import { Run } from '../records/judge';
import { Api, Answer } from '../scene/Api';
import { Scene } from '../scene/Scene';
import { imagesOf } from '../scene/world';
import { brokenPromises, counted, unless } from './outages';

/**
 * Two callers, each at a replica of their own, deploy the same environment in the same instant: both have
 * a plan of the same state. One runs; the other one is told that its plan is stale, or waits and ends as stale.
 */
export async function deployTogether(
  scene: Scene,
  times: number,
  tell: (line: string) => void,
): Promise<string[]> {
  const replicas = [await scene.startWorker(), await scene.startWorker()];
  const callers = replicas.map(
    ({ ready }) => new Api(ready.address, ready.authorization),
  );
  const runs: Omit<Run, 'environment' | 'status'>[] = [];
  const broken: string[] = [];
  const answers: Record<number, number> = {};
  const one = async (round: number): Promise<void> => {
    const place = scene.places[round % scene.places.length];
    const tags = [`n${round}a`, `n${round}b`];
    const plans = await Promise.all(
      callers.map((api, n) => api.plan(place, imagesOf(place, tags[n]))),
    );
    const told: Answer<Deployment>[] = await Promise.all(
      callers.map((api, n) =>
        api.once<Deployment>('POST', '/deployments', { planId: plans[n].id }),
      ),
    );
    const ends = [];
    for (const [n, { status, body }] of told.entries()) {
      answers[status] = (answers[status] ?? 0) + 1;
      if (status === 201) {
        const { id, number } = body;
        runs.push({ id, number, tag: tags[n], namespace: place.namespace });
        ends.push({ status: await scene.ends.of(id) });
      } else if (status !== 409) {
        broken.push(`Round ${round}: ${status} ${JSON.stringify(body)}`);
      }
    }
    broken.push(
      ...unless(
        ends.filter(({ status }) => status === 'succeeded').length === 1 &&
          ends.every(({ status }) => ['succeeded', 'stale'].includes(status)),
        `Round ${round}: ${counted(ends)}`,
      ),
    );
  };
  let done = 0;
  // Environments side by side; in each one round after the other.
  await Promise.all(
    scene.places.map(async (_place, first) => {
      for (let n = first; n < times; n += scene.places.length) {
        await one(n);
        done += 1;
        if (done % 50 === 0) {
          tell(`${done} times`);
        }
      }
    }),
  );
  tell(`${times} times: answers ${JSON.stringify(answers)}`);
  return [...broken, ...brokenPromises(await scene.evidence(runs))];
}
