import { readWorkload } from './readWorkload';

const many = (count: number, entry: (index: number) => string) =>
  `{ ${Array.from({ length: count }, (_, index) => entry(index)).join(', ')} }`;

const read = (parts: Record<string, string>, container: string[] = []) =>
  readWorkload(
    [
      'apiVersion: score.dev/v1b1',
      'metadata: { name: web }',
      `containers: { main: { ${['image: x', ...container].join(', ')} } }`,
      ...Object.entries(parts).map(([key, value]) => `${key}: ${value}`),
    ].join('\n'),
    { file: 'score.yaml' },
  );

describe('a workload may have at most', () => {
  it.each<[string, number, (count: number) => ReturnType<typeof read>]>([
    [
      'resources',
      500,
      count =>
        read({ resources: many(count, at => `r${at}: { type: redis }`) }),
    ],
    [
      'service ports',
      250,
      count =>
        read({
          service: `{ ports: ${many(
            count,
            at => `p${at}: { port: ${at + 1} }`,
          )} }`,
        }),
    ],
    [
      'variables in all its containers',
      1000,
      count => read({}, [`variables: ${many(count, at => `V${at}: x`)}`]),
    ],
    [
      'files in all its containers',
      1000,
      count =>
        read({}, [`files: ${many(count, at => `/f${at}: { content: x }`)}`]),
    ],
    [
      'volumes in all its containers',
      1000,
      count =>
        read({}, [`volumes: ${many(count, at => `/v${at}: { source: x }`)}`]),
    ],
  ])('%s: %d', (title, most, make) => {
    expect(
      make(most).problems.filter(({ code }) => code === 'TooMany'),
    ).toEqual([]);
    expect(make(most + 1)).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'TooMany',
          message: `A workload may have at most ${most.toLocaleString(
            'en',
          )} ${title}; this one has ${(most + 1).toLocaleString('en')}.`,
          file: 'score.yaml',
        },
      ],
    });
  });

  it('whatever else is wrong with them: nothing else is looked for', () => {
    const { problems } = read({
      resources: many(19_000, at => `r${at}: { tpe: "\${x" }`),
    });
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['TooMany', 4],
    ]);
  });
});
