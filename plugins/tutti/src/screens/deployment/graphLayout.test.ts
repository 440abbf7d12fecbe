import { failed } from '../../mocks/deployments';
import { COMPACT, fitting, FULL, impliedLeftOut, layOut } from './graphLayout';

const step = (address: string, ...needs: string[]) => ({ address, needs });

it('leaves out an arrow that others imply', () => {
  expect(
    impliedLeftOut([
      step('namespace'),
      step('db', 'namespace'),
      step('api', 'db', 'namespace'),
      step('route', 'api', 'namespace', 'gone'),
    ]),
  ).toEqual([
    step('namespace'),
    step('db', 'namespace'),
    step('api', 'db'),
    step('route', 'api'),
  ]);
});

it('puts what is needed to the left of what needs it', () => {
  const { nodes, edges } = layOut(failed.steps);
  const x = new Map(nodes.map(node => [node.address, node.x]));
  expect(nodes).toHaveLength(failed.steps.length);
  expect(edges.length).toBeGreaterThan(0);
  for (const { from, to } of edges) {
    expect((x.get(from) ?? 0) + FULL.width).toBeLessThanOrEqual(x.get(to) ?? 0);
  }
});

it('lays no step over another', () => {
  const { nodes } = layOut(failed.steps);
  for (const a of nodes) {
    for (const b of nodes) {
      const apart =
        a === b ||
        Math.abs(a.x - b.x) >= FULL.width ||
        Math.abs(a.y - b.y) >= FULL.height;
      expect(apart).toBe(true);
    }
  }
});

it('gives the same picture for the same steps', () => {
  expect(layOut(failed.steps)).toEqual(layOut(failed.steps));
});

it('a compact picture of many steps fits where the full one does not', () => {
  const column = Array.from({ length: 16 }, (_, n) => step(`r${n}`, 'ns'));
  const steps = [step('ns'), ...column];
  const frame = { width: 960, height: 688 };
  expect(fitting(layOut(steps), frame)).toBeLessThan(0.8);
  expect(fitting(layOut(steps, COMPACT), frame)).toBe(1);
  expect(fitting(layOut(steps), { width: 0, height: 0 })).toBe(1);
});
