import { setTimeout as pause } from 'node:timers/promises';
import { judge } from '../records/judge';
import { Scene, Worker } from '../scene/Scene';
import { imagesOf } from '../scene/world';

/** What happens to the change that a frozen worker had asked for. */
export type Fate =
  /** It was never sent: its intent was committed, and the process stood still. */
  | 'not sent'
  /** It arrives when its successor is long done. */
  | 'arrives late'
  /** It never arrives. */
  | 'is lost'
  /** The object is deleted by somebody before the successor looks. */
  | 'arrives late, its object deleted before'
  /** The object is deleted by somebody after the successor is done. */
  | 'arrives late, its object deleted after';

export const FATES: readonly Fate[] = [
  'not sent',
  'arrives late',
  'is lost',
  'arrives late, its object deleted before',
  'arrives late, its object deleted after',
];

interface Live {
  metadata: { uid: string; resourceVersion: string };
  spec: { template: { spec: { containers: { image: string }[] } } };
}

/**
 * A worker is frozen with a change of the cluster on its way. Its successor takes the run over,
 * ends it and rolls back; then the frozen one wakes up.
 *
 * @returns what is not as the successor left it
 */
export async function freezeWith(fate: Fate, scene: Scene): Promise<string[]> {
  const [place] = scene.places;
  const path = `/apis/apps/v1/namespaces/${place.namespace}/deployments/web`;
  const runs: { id: string; number: number; tag: string; namespace: string }[] =
    [];
  const deploy = async (tag: string, input: object = imagesOf(place, tag)) => {
    const { id, number } = await scene.api.deploy(place, input);
    runs.push({ id, number, tag, namespace: place.namespace });
    return id;
  };
  const broken: string[] = [];
  const expectEnd = async (id: string, what: string) => {
    const { status, failures } = await scene.api.ended(id);
    if (status !== 'succeeded') {
      broken.push(`${what} ended as ${status}: ${JSON.stringify(failures)}`);
    }
  };
  const remove = () => fetch(`${scene.cluster}${path}`, { method: 'DELETE' });

  const first = await scene.startWorker();
  const good = await deploy('n1');
  await expectEnd(good, 'The first deployment');

  const caught =
    fate === 'not sent'
      ? freezeAtIntent(scene, first)
      : scene.proxy.hold({ lane: first.name, path });
  const second = await deploy('n2');
  const held = await caught;
  first.freeze();
  if (fate === 'is lost') {
    held?.lose();
  }
  if (fate === 'arrives late, its object deleted before') {
    await remove();
  }
  const successor = await scene.startWorker();
  await expectEnd(second, 'What was taken over');
  const back = await deploy('n1', { rollbackTo: good });
  await expectEnd(back, 'The rollback');
  if (fate === 'arrives late, its object deleted after') {
    await remove();
  }

  const before = await scene.look<Live>(path);
  const sent = scene.proxy.writes.length;
  first.thaw();
  if (held && fate !== 'is lost') {
    const status = await held.release();
    if (status < 400) {
      broken.push(`The late request was carried out: ${status}.`);
    }
  }
  await says(first, /another worker has it now|was taken over/);
  const after = await scene.look<Live>(path);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    broken.push(
      `It was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`,
    );
  }
  const image = after?.spec.template.spec.containers[0].image;
  const expected =
    fate === 'arrives late, its object deleted after'
      ? undefined
      : imagesOf(place, 'n1').images.web.main;
  if (image !== expected) {
    broken.push(`The cluster ends with ${image} instead of ${expected}.`);
  }
  broken.push(
    ...scene.proxy.writes
      .slice(sent)
      .map(
        ({ lane, method, path: to }) => `${lane} then sent ${method} ${to}.`,
      ),
  );
  if (!successor.output.includes('taken over')) {
    broken.push('Nobody took over: nothing is proved.');
  }
  const { 'nothing is left behind in the cluster': left, ...promises } = judge(
    await scene.evidence(runs),
  );
  return [
    ...broken,
    ...Object.values(promises).flat(),
    // What somebody deleted behind Tutti's back is known until the next run looks.
    ...(fate === 'arrives late, its object deleted after' ? [] : left),
  ];
}

/**
 * Freezes a worker at the moment in which its next intent is committed: the commit waits for a
 * lock, the process is stopped, the lock is let go.
 */
async function freezeAtIntent(
  scene: Scene,
  worker: Worker,
): Promise<undefined> {
  const { knex } = scene;
  await knex.raw(`
    create function chaos_hold() returns trigger language plpgsql as $$ begin
      perform pg_advisory_xact_lock(42);
      return null;
    end $$;
    create constraint trigger chaos_hold after insert on intents
      deferrable initially deferred for each row
      when (current_setting('application_name') = '${worker.name}')
      execute function chaos_hold();
  `);
  const tx = await knex.transaction();
  await tx.raw('select pg_advisory_xact_lock(42)');
  const waits = async () => {
    const { rows } = await knex.raw(
      "select 1 from pg_locks where locktype = 'advisory' and not granted",
    );
    return rows.length > 0;
  };
  while (!(await waits())) {
    await pause(20);
  }
  worker.freeze();
  await tx.commit();
  while ((await knex('intents')).length === 0) {
    await pause(20);
  }
  await knex.raw('drop trigger chaos_hold on intents');
  return undefined;
}

/** @throws Error when it does not. */
async function says(worker: Worker, what: RegExp): Promise<void> {
  const end = Date.now() + 60_000;
  while (!what.test(worker.output)) {
    if (Date.now() > end) {
      throw new Error(`${worker.name} never says ${what}:\n${worker.output}`);
    }
    await pause(50);
  }
}
