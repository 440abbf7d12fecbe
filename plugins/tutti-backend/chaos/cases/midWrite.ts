import { judge, Run } from '../records/judge';
import { Scene } from '../scene/Scene';
import { imagesOf } from '../scene/world';

/**
 * Workers share what is to be done. One after the other dies in the middle of a change of the cluster,
 * which arrives all the same; the last one brings everything to its end.
 *
 * @returns what broke, by promise
 */
export async function dieInTheMiddle(
  scene: Scene,
  size: { workers: number; deploymentsEach: number },
): Promise<Record<string, string[]>> {
  const workers = await Promise.all(
    Array.from({ length: size.workers }, () =>
      // One run each: nobody takes everything.
      scene.startWorker({ concurrency: 1 }),
    ),
  );
  const dying = workers.slice(1).map(async worker => {
    const held = await scene.proxy.hold({ lane: worker.name });
    await worker.kill();
    await held.release();
  });
  const runs: Omit<Run, 'environment' | 'status'>[] = [];
  for (let n = 1; n <= size.deploymentsEach; n++) {
    for (const place of scene.places) {
      const tag = `n${n}`;
      // With `force` nobody takes it into a later one.
      const { id, number } = await scene.api.change(place, {
        ...imagesOf(place, tag),
        force: true,
      });
      runs.push({ id, number, tag, namespace: place.namespace });
    }
  }
  await Promise.all(dying);
  const ends = await Promise.all(runs.map(({ id }) => scene.ends.of(id)));
  const [{ takeovers }] = await scene
    .knex('deployments')
    .sum({ takeovers: 'takeovers' });
  return {
    ...judge(await scene.evidence(runs)),
    'everything succeeds': ends.filter(status => status !== 'succeeded'),
    'somebody took over': Number(takeovers) > 0 ? [] : ['Nobody had to.'],
  };
}
