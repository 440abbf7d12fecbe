import fc from 'fast-check';
import {
  examplePlatformFiles,
  exampleScoreFiles,
} from './__testUtils__/examples';
import { mutated } from './__testUtils__/mutations';
import { brokenPromises } from './__testUtils__/robust';

/** `fuzz/main.ts` goes further, a hundred thousand times. */
const RUNS = 400;
const SEED = 20251121;

describe('reading what somebody has broken gives problems or a result, in time', () => {
  it.each([
    ['Score files', exampleScoreFiles()],
    ['platform files', examplePlatformFiles()],
  ])('%s', (_, files) => {
    fc.assert(
      fc.property(mutated(files.map(({ text }) => text)), text => {
        expect(brokenPromises(text)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  const deep = (open: string, close: string) =>
    `${open.repeat(20_000)}${close.repeat(20_000)}`;
  const bombs: Record<string, string> = {
    'flow lists 20,000 deep': `a: ${deep('[', ']')}`,
    'flow maps 20,000 deep': `a: ${deep('{a: ', '}')}`,
    'lists 20,000 deep': deep('- ', ''),
    'maps 1,000 deep': Array.from(
      { length: 1000 },
      (_, depth) => `${' '.repeat(depth)}a:`,
    ).join('\n'),
    'unclosed flow lists': '['.repeat(500_000),
    'aliases of aliases': [
      'a0: &a0 [x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 20 },
        (_, index) =>
          `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`,
      ),
    ].join('\n'),
    'one long text, aliased often': `a: &a ${'x'.repeat(
      500_000,
    )}\nb: [${'*a, '.repeat(90_000)}]`,
    'merges of merges': [
      'a0: &a0 {x: 1}',
      ...Array.from(
        { length: 500 },
        (_, index) =>
          `a${index + 1}: &a${
            index + 1
          } {<<: [*a${index}, *a${index}], k${index}: 1}`,
      ),
    ].join('\n'),
    'a text of 1 MiB': `a: ${'x'.repeat(1024 * 1024 - 10)}`,
    'a file beyond 1 MiB': 'x'.repeat(1024 * 1024 + 1),
    '100,000 keys': Array.from(
      { length: 100_000 },
      (_, index) => `k${index}: 1`,
    ).join('\n'),
    '60,000 times the same key': 'key: 1\n'.repeat(60_000),
    '60,000 documents': '---\na: 1\n'.repeat(60_000),
    '60,000 document ends': '...\n'.repeat(60_000),
    '300,000 placeholders that nothing closes': `a: ${'${'.repeat(300_000)}`,
    '200,000 empty placeholders': `a: ${'${}'.repeat(200_000)}`,
    '10,000 broken containers': `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
${Array.from(
  { length: 10_000 },
  (_, index) => `  c${index}: { files: { /x: {} } }`,
).join('\n')}`,
    'a chain of 10,000 containers': `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
${Array.from(
  { length: 10_000 },
  (_, index) =>
    `  c${index}x: { image: a, before: { c${
      index + 1
    }x: { ready: started } } }`,
).join('\n')}
  c10000x: { image: a }`,
    '10,000 placeholders of 10,000 resources': `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: a, variables: { A: "${Array.from(
    { length: 10_000 },
    (_, index) => `\${resources.r${index}.x}`,
  ).join('')}" } }
resources:
${Array.from({ length: 10_000 }, (_, i) => `  r${i}x: { type: xx }`).join(
  '\n',
)}`,
    '5,000 resource types': Array.from(
      { length: 5_000 },
      (_, index) => `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: type-${index} }
spec: { outputs: { type: objekt } }`,
    ).join('\n---\n'),
    'quotes that nothing closes': `a: ${'"'.repeat(99_999)}`,
    'question marks': '? '.repeat(50_000),
    'tags and anchors': '!!map &a '.repeat(50_000),
    colons: `a${': a'.repeat(100_000)}`,
    tabs: '\t'.repeat(100_000),
    spaces: `a:${' '.repeat(1_000_000)}b`,
    'carriage returns': `a: 1\r${'\r'.repeat(500_000)}b: 2`,
    comments: `${'# a\n'.repeat(200_000)}a: 1`,
    'a path of 100,000 keys': `${'a.'.repeat(100_000)}b=1`,
    backslashes: `${'\\'.repeat(500_000)}=1`,
  };

  it.each(Object.entries(bombs))('%s', (_, text) => {
    expect(brokenPromises(text)).toEqual([]);
  });
});
