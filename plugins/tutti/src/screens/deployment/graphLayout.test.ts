import { failed } from '../../mocks/deployments';
import { impliedLeftOut, layOut, NODE_HEIGHT, NODE_WIDTH } from './graphLayout';

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
    expect((x.get(from) ?? 0) + NODE_WIDTH).toBeLessThanOrEqual(x.get(to) ?? 0);
  }
});

it('lays no step over another', () => {
  const { nodes } = layOut(failed.steps);
  for (const a of nodes) {
    for (const b of nodes) {
      const apart =
        a === b ||
        Math.abs(a.x - b.x) >= NODE_WIDTH ||
        Math.abs(a.y - b.y) >= NODE_HEIGHT;
      expect(apart).toBe(true);
    }
  }
});

it('gives the same picture for the same steps', () => {
  expect(layOut(failed.steps)).toEqual(layOut(failed.steps));
});
