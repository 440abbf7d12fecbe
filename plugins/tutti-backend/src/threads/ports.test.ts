import { MessageChannel } from 'node:worker_threads';
import { MemoryCluster } from '@tutti/engine/testing';
import { builtinKind } from '@tutti/kubernetes';
import { Crossing } from './Crossing';
import { CrossingTarget } from './jobs';
import { Kept } from './Kept';
import { targetAcross } from './ports';

it('the shape of a kind crosses whole, and once', async () => {
  const shape = builtinKind('apps/v1', 'Deployment')?.shape;
  if (!shape) {
    throw new Error('no Deployment');
  }
  const cluster = new MemoryCluster();
  cluster.shapes.set('lab.example.com/v1 Deployment', shape);
  const { port1, port2 } = new MessageChannel();
  const here = new Crossing(port1);
  const there = new Crossing(port2);
  try {
    const target = there.restore(
      structuredClone(here.write(targetAcross(cluster.target('shop')))),
    ) as CrossingTarget;
    const kept = new Kept(1);
    const ask = async () => {
      const described = await target.shapeOf(
        'lab.example.com/v1',
        'Deployment',
      );
      return described && kept.of(described);
    };
    const arrived = await ask();
    expect(arrived).toEqual(shape);
    expect(await ask()).toBe(arrived);
    expect(await target.shapeOf('v1', 'Secret')).toBeUndefined();
  } finally {
    here.close();
    there.close();
  }
});
