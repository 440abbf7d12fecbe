import { openFile } from './sqliteFile';
import { openWorld, requestFor, runOf } from './world';

/** What a process of its own does, and when it is killed in the middle of that. */
export interface BackendOrder {
  database: string;
  folder: string;
  port: number;
  publicPort?: number;
  sealingKey: string;
  inputs: Parameters<typeof requestFor>[0];
  operationId: string;
  /** A line of the tool, `before POST`, `after POST`, or `applied`. */
  killAt: string;
}

/** A backend that applies one resource, and does not live to tell. */
async function run(order: BackendOrder): Promise<void> {
  const die = (moment: string) => {
    if (moment.includes(order.killAt)) process.kill(process.pid, 'SIGKILL');
  };
  const world = await openWorld(openFile(order.database), {
    folder: order.folder,
    port: order.port,
    ...(order.publicPort !== undefined && { publicPort: order.publicPort }),
    sealingKey: Buffer.from(order.sealingKey, 'base64'),
    onMoment: die,
  });
  await world.driver.apply(
    requestFor(order.inputs),
    runOf(order.operationId, { planned: 'deferred' }),
  );
  die('applied');
  process.exit(3);
}

// Written by the test that starts this process.
run(JSON.parse(process.argv[2])).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(4);
});
