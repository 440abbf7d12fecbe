import { told } from '../__testUtils__/told';
import { readWorkload } from './readWorkload';

const PROBE = 'readinessProbe: { exec: { command: [ready] } }';

/** A container's other fields, by its name. */
function read(containers: Record<string, string>) {
  return readWorkload(
    `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
${Object.entries(containers)
  .map(([name, rest]) => `  ${name}: { image: a, ${rest} }`)
  .join('\n')}
`,
    { file: 'score.yaml' },
  );
}

describe('before', () => {
  it('is taken over as it is written: A.before.B means that A starts first', () => {
    const result = read({
      migrate: 'before: { main: { ready: complete } }',
      proxy: `${PROBE}, before: { main: { ready: healthy } }`,
      main: '',
    });
    expect(told(result)).toEqual([]);
    expect(result.ok && result.value.containers.migrate.before).toEqual({
      main: { ready: 'complete' },
    });
  });

  it.each([
    [
      'a container that does not exist',
      { aa: 'before: { zz: { ready: started } }' },
      ['4:29 StartOrder containers.aa.before.zz'],
    ],
    [
      'itself',
      { aa: 'before: { aa: { ready: started } }' },
      ['4:29 StartOrder containers.aa.before.aa'],
    ],
    [
      'each other',
      {
        aa: 'before: { bb: { ready: started } }',
        bb: 'before: { aa: { ready: started } }',
      },
      ['4:29 StartOrder containers.aa.before.bb'],
    ],
    [
      'one that is never said to be healthy',
      { aa: 'before: { bb: { ready: healthy } }', bb: '' },
      ['4:42 StartOrder containers.aa.before.bb.ready'],
    ],
  ])('cannot mean %s', (_, containers, problems) => {
    expect(told(read(containers))).toEqual(problems);
  });

  it('names the whole circle', () => {
    const to = (name: string) => `before: { ${name}: { ready: started } }`;
    const { problems } = read({
      start: to('aa'),
      aa: to('bb'),
      bb: to('cc'),
      cc: to('aa'),
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'These containers wait for each other: aa -> bb -> cc -> aa.',
    ]);
  });

  it('may lead to one container on several ways', () => {
    const to = (...names: string[]) =>
      `before: { ${names.map(name => `${name}: { ready: started }`)} }`;
    expect(
      told(read({ aa: to('bb', 'cc'), bb: to('dd'), cc: to('dd'), dd: '' })),
    ).toEqual([]);
  });
});
