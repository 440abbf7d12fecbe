import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The board and the rules are files that nobody runs here: every metric that they name has to be one of
 * docs/reference/metrics.md, as Prometheus shows it, with labels that it has.
 */
const root = join(__dirname, '../../../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** How OpenTelemetry's exporter for Prometheus names them: dots, units that are words, `_total`. */
const SUFFIXES: Record<string, string[]> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum'],
};
/** Those that are measured in seconds have it in the name. */
const IN_SECONDS = /(duration|age|wait|lag)$/;

const documented = new Map(
  [
    ...text('docs/reference/metrics.md').matchAll(
      /^\| `(tutti\.[a-z.]+)` +\| (\w+) +\| ([^|]*)\|/gm,
    ),
  ].flatMap(([, name, kind, attributes]) => {
    const base = `${name.replaceAll('.', '_')}${
      IN_SECONDS.test(name) ? '_seconds' : ''
    }`;
    const labels = [...attributes.matchAll(/`(\w+)`/g)].map(
      ([, label]) => label,
    );
    return SUFFIXES[kind].map(
      suffix => [`${base}${suffix}`, [...labels, 'le']] as const,
    );
  }),
);

const rules = z
  .object({
    groups: z.array(
      z.object({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^Tutti[A-Za-z]+$/),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+m$/)
              .optional(),
            labels: z.object({ severity: z.enum(['page', 'ticket']) }),
            annotations: z.object({ summary: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(text('examples/observability/alerts.yaml')));
const board = z
  .object({
    panels: z.array(
      z.object({
        title: z.string(),
        targets: z.array(
          z.object({ expr: z.string(), legendFormat: z.string() }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(text('examples/observability/dashboard.json')));

const expressions = [
  ...rules.groups.flatMap(group =>
    group.rules.map(({ alert, expr }) => [alert, expr] as const),
  ),
  ...board.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [title, expr] as const),
  ),
];

it.each(expressions)('%s asks for what there is', (_title, expr) => {
  const metrics = [...expr.matchAll(/tutti_\w+/g)].map(([metric]) => metric);
  expect(metrics.length).toBeGreaterThan(0);
  expect(metrics.filter(metric => !documented.has(metric))).toEqual([]);
  const labels = [
    ...expr.matchAll(/by \(([^)]*)\)/g),
    ...expr.matchAll(/\{([^}]*)\}/g),
  ].flatMap(([, inside]) =>
    inside
      .split(',')
      .map(part => /^\s*(\w+)/.exec(part)?.[1] ?? part)
      .filter(Boolean),
  );
  const known = metrics.flatMap(metric => documented.get(metric) ?? []);
  expect(labels.filter(label => !known.includes(label))).toEqual([]);
});

it.each(expressions)('%s is balanced', (_title, expr) => {
  let left = expr.replace(/"[^"]*"/g, '').replace(/[^()[\]{}]/g, '');
  for (let before = ''; before !== left; ) {
    before = left;
    left = left.replace(/\(\)|\[\]|\{\}/g, '');
  }
  expect(left).toBe('');
});

it('shows every metric on the board', () => {
  const shown = board.panels
    .flatMap(({ targets }) => targets)
    .map(({ expr }) => expr)
    .join('\n');
  const bases = new Set(
    [...documented.keys()].map(name =>
      name.replace(/_(total|bucket|count|sum)$/, ''),
    ),
  );
  expect([...bases].filter(base => !shown.includes(base))).toEqual([]);
});

it('alerts under names that are told apart', () => {
  const names = rules.groups.flatMap(group =>
    group.rules.map(({ alert }) => alert),
  );
  expect(new Set(names).size).toBe(names.length);
});
