import fc from 'fast-check';
import {
  Container,
  isValueObject,
  Secret,
  Unknown,
  Value,
  ValueObject,
  Workload,
  WorkloadKind,
} from '../../model';
import { mask } from '../values';
import { profile, renderInput } from './__fixtures__/renderInput';
import { renderWorkload } from './render';

/** What holds for every workload, not only for those somebody thought of. */

/** The same cases every time. */
const RUNS = { seed: 42, numRuns: 200 };

const CANARY = 'canary-3f9a';

const text = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '${resources.db.host}',
        '${resources.db.password}',
        '${metadata.name}',
        '$(A)',
        '$$',
      ),
    ),
    { maxLength: 4 },
  )
  .map(parts => parts.join(''));

const key = fc.string({ minLength: 1, maxLength: 12 });

const container: fc.Arbitrary<Container> = fc.record({
  image: fc.constantFrom('nginx:1.27', '.'),
  command: fc.option(fc.array(fc.string()), { nil: undefined }),
  variables: fc.dictionary(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_. -]{0,8}$/),
    text,
    { maxKeys: 4 },
  ),
  files: fc.dictionary(
    key.map(name => `/${name}`),
    fc.record({
      content: fc.oneof(
        text.map(content => ({ text: content })),
        fc.base64String().map(base64 => ({ base64 })),
      ),
      noExpand: fc.boolean(),
      mode: fc.option(fc.constantFrom('0644', '600'), { nil: undefined }),
    }),
    { maxKeys: 3 },
  ),
  volumes: fc.constantFrom<Container['volumes']>(
    {},
    { '/var/data': { source: '${resources.data}', readOnly: true } },
  ),
  before: fc.constant({}),
  resources: fc.constantFrom({}, { limits: { memory: '64Mi' } }),
});

const workload: fc.Arbitrary<Workload> = fc
  .record({
    name: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/),
    containers: fc.dictionary(fc.stringMatching(/^[a-z]{2,8}$/), container, {
      minKeys: 1,
      maxKeys: 3,
    }),
    ports: fc.dictionary(
      fc.stringMatching(/^[a-z]{2,8}$/),
      fc.record({
        port: fc.integer({ min: 1, max: 65535 }),
        targetPort: fc.integer({ min: 1, max: 65535 }),
        protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
      }),
      { maxKeys: 3 },
    ),
    waits: fc.constantFrom('started' as const, 'complete' as const, undefined),
  })
  .map(({ name, containers, ports, waits }) => {
    const [first, second] = Object.keys(containers).sort();
    if (waits && second)
      containers[first].before = { [second]: { ready: waits } };
    return {
      name,
      metadata: { name },
      annotations: {},
      containers,
      service: { ports },
      resources: {},
      file: 'score.yaml',
    };
  });

const kind = fc.constantFrom<WorkloadKind>(
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
);

const KNOWN = { host: 'pg.shop', password: new Secret(CANARY) };
const LATER = {
  host: new Unknown('string', false, 'resources.db.host'),
  password: new Unknown('string', true, 'resources.db.password'),
};

function render(of: Workload, how: WorkloadKind, db: ValueObject) {
  const images = Object.fromEntries(
    Object.keys(of.containers).map(name => [name, 'given:1']),
  );
  return renderWorkload(
    renderInput(of, {
      images,
      outputs: { db, data: { source: { emptyDir: {} } } },
      profile: profile({
        kind: how,
        defaults: how === 'CronJob' ? { spec: { schedule: '0 3 * * *' } } : {},
      }),
    }),
  );
}

/** Its maps in reverse order. */
function reversed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).reverse())
      : item,
  );
}

/** Maps, lists and numbers without their text. */
function shape(value: Value): Value {
  if (Array.isArray(value)) return value.map(shape);
  if (isValueObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, shape(item)]),
    );
  return typeof value === 'number' ? value : 'leaf';
}

it('objects or problems come out, never an exception', () => {
  fc.assert(
    fc.property(workload, kind, (of, how) => {
      const result = render(of, how, KNOWN);
      expect(result.ok ? result.value.objects : result.problems).not.toEqual(
        [],
      );
    }),
    RUNS,
  );
});

it('the order of maps changes no byte', () => {
  fc.assert(
    fc.property(workload, kind, (of, how) => {
      expect(JSON.stringify(render(reversed(of), how, KNOWN))).toBe(
        JSON.stringify(render(of, how, KNOWN)),
      );
    }),
    RUNS,
  );
});

it('no text that comes out has a secret in it, clear or in base64', () => {
  const encoded = Buffer.from(CANARY).toString('base64').slice(0, 12);
  fc.assert(
    fc.property(workload, kind, (of, how) => {
      const result = render(of, how, KNOWN);
      const out = result.ok
        ? JSON.stringify(result.value.objects.map(mask))
        : '';
      for (const shown of [
        out,
        JSON.stringify(result),
        JSON.stringify(result.problems),
      ]) {
        expect(shown).not.toContain(CANARY);
        expect(shown).not.toContain(encoded);
      }
    }),
    RUNS,
  );
});

it('what becomes known fills leaves and moves nothing', () => {
  fc.assert(
    fc.property(workload, kind, (of, how) => {
      expect(shapeOf(render(of, how, LATER))).toEqual(
        shapeOf(render(of, how, KNOWN)),
      );
    }),
    RUNS,
  );
});

function shapeOf(result: ReturnType<typeof render>): Value {
  return result.ok
    ? shape(result.value.objects)
    : result.problems.map(({ code }) => code);
}

it('names do not depend on values', () => {
  const names = (result: ReturnType<typeof render>) =>
    result.ok
      ? result.value.objects.map(({ metadata }) =>
          isValueObject(metadata) ? metadata.name : undefined,
        )
      : [];
  fc.assert(
    fc.property(workload, kind, (of, how) => {
      expect(names(render(of, how, LATER))).toEqual(
        names(render(of, how, KNOWN)),
      );
    }),
    RUNS,
  );
});
