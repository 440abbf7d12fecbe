import fc from 'fast-check';
import {
  Collection,
  Provision,
  ResourceDefinition,
  Workload,
} from '../../model';
import { matchDefinition } from '../../match';
import { platformOf, resourceType } from '../../match/__fixtures__/platform';
import { buildGraph } from './buildGraph';
import { context, making, reference } from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

const TYPES = ['a', 'b', 'c', 'd', 'e'];

/** References lead to later types only, so most scenes have no cycle. */
function definitionOf(type: string): fc.Arbitrary<ResourceDefinition> {
  const later = TYPES.slice(TYPES.indexOf(type) + 1);
  if (later.length === 0) return fc.constant(making(type));
  const ref = fc
    .record({
      type: fc.constantFrom(...later),
      class: fc.constantFrom('default', '@'),
      id: fc.constantFrom('x', 'y', '@', undefined),
    })
    .map(({ id, ...rest }) =>
      reference(rest.type, { ...rest, ...(id !== undefined && { id }) }),
    );
  const provision: fc.Arbitrary<Provision> = fc
    .tuple(ref, fc.boolean(), fc.boolean())
    .map(([one, dependsOnThis, inheritDependents]) => ({
      ...one,
      dependsOnThis,
      inheritDependents,
    }));
  return fc
    .record({
      dependsOn: fc.dictionary(fc.constantFrom('p', 'q'), ref, { maxKeys: 2 }),
      provisions: fc.array(provision, { maxLength: 1 }),
      collect: fc.constantFrom<Record<string, Collection>[]>(
        {},
        { all: { from: 'self', of: 'dependents', type: 'a', depth: 'all' } },
      ),
    })
    .map(parts => making(type, parts));
}

const definitions = fc.tuple(...TYPES.map(definitionOf));

const workloads: fc.Arbitrary<Workload[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom('web', 'api', 'job'),
      resources: fc.dictionary(
        fc.constantFrom('r1', 'r2', 'r3'),
        fc
          .record({
            type: fc.constantFrom(...TYPES, 'late'),
            id: fc.constantFrom(undefined, undefined, 'x', 'y'),
            params: fc.constantFrom(
              undefined,
              undefined,
              { v: 1 },
              { v: '${resources.r1.out}' },
            ),
          })
          .map(({ type, id, params }) => ({
            type,
            ...(id !== undefined && { id }),
            ...(params && { params }),
          })),
      ),
    })
    .map(({ name, resources }) => workload(name, { resources })),
  { selector: ({ name }) => name },
);

function build(made: ResourceDefinition[], asked: Workload[]) {
  const platform = platformOf({
    definitions: [...made, making('late'), making('base-environment')],
    types: [resourceType({ name: 'late', phase: 'after' })],
  });
  return {
    platform,
    built: buildGraph({ platform, workloads: asked, context }),
  };
}

it('the same input in any order gives the same bytes', () => {
  fc.assert(
    fc.property(definitions, workloads, (made, asked) => {
      const shuffled = asked
        .map(one => ({
          ...one,
          resources: Object.fromEntries(
            Object.entries(one.resources).reverse(),
          ),
        }))
        .reverse();
      const { built } = build(made, asked);
      const again = build([...made].reverse(), shuffled).built;
      expect(JSON.stringify(again)).toBe(JSON.stringify(built));
    }),
  );
});

it('every node comes after what it needs, and its definition is the explained winner', () => {
  const seen = { graphs: 0, problems: 0 };
  fc.assert(
    fc.property(definitions, workloads, (made, asked) => {
      const { platform, built } = build(made, asked);
      seen[built.ok ? 'graphs' : 'problems']++;
      fc.pre(built.ok);
      const { nodes, edges, order } = built.value;
      expect([...order].sort()).toEqual(Object.keys(nodes).sort());
      const place = new Map(order.map((address, index) => [address, index]));
      for (const { from, to } of edges) {
        expect(place.get(to)).toBeLessThan(place.get(from) ?? -1);
      }
      for (const node of Object.values(nodes)) {
        if (node.kind !== 'resource') continue;
        const { explanation, definition } = node;
        expect(explanation.winner).toBe(definition);
        expect(
          matchDefinition(platform, explanation.request, explanation.context),
        ).toEqual(explanation);
      }
    }),
    { numRuns: 300, seed: 11 },
  );
  expect(seen.graphs).toBe(300);
  expect(seen.problems).toBeGreaterThan(10);
});

it('a thousand workloads with five resources each are one graph', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    workload(`w${index}`, {
      metadata: { team: `t${index % 10}` },
      resources: {
        db: { type: 'a', params: { name: '${metadata.name}' } },
        cache: { type: 'b', id: `shared-${index % 50}` },
        dns: { type: 'c' },
        route: { type: 'late', params: { host: '${resources.dns.host}' } },
        bucket: { type: 'd', class: 'large' },
      },
    }),
  );
  const made = [
    making('a', { dependsOn: { server: reference('e', { id: 'server' }) } }),
    ...['b', 'c', 'd', 'e'].map(type => making(type)),
  ];
  const { built } = build(made, many);
  expect(built.ok && built.value.order).toHaveLength(1000 + 4000 + 50 + 2);
});
