import { readWorkload } from './readWorkload';

const BASE = (main: string, rest = '') => `apiVersion: score.dev/v1b1
metadata: { name: web, title: "\${metadata.name}" }
containers:
  main:
    image: nginx
    ${main}
resources: { db: { type: postgres, params: { a: "\${metadata.name}" } } }
${rest}`;

function warned(text: string) {
  return readWorkload(text, { file: 'score.yaml' })
    .problems.filter(({ code }) => code === 'PlaceholderNotFilled')
    .map(({ line, path }) => `${line} ${path}`)
    .filter(place => !place.endsWith('metadata.title'));
}

describe('a placeholder where Score fills none is a warning', () => {
  it.each([
    ['args: ["--db=${resources.db.host}"]', '6 containers.main.args[0]'],
    ['command: [sh, "${metadata.name}"]', '6 containers.main.command[1]'],
    [
      'livenessProbe: { httpGet: { path: "/${metadata.name}", port: 80 } }',
      '6 containers.main.livenessProbe.httpGet.path',
    ],
    [
      'readinessProbe: { exec: { command: ["${resources.db.host}"] } }',
      '6 containers.main.readinessProbe.exec.command[0]',
    ],
    [
      'files: { "/etc/${metadata.name}": { content: a } }',
      '6 containers.main.files["/etc/${metadata.name}"]',
    ],
  ])('%s', (main, place) => expect(warned(BASE(main))).toEqual([place]));

  it('in metadata', () => {
    expect(
      readWorkload(BASE(''), { file: 'score.yaml' }).problems,
    ).toMatchObject([
      { severity: 'warning', code: 'PlaceholderNotFilled', line: 2 },
    ]);
  });

  it.each([
    'args: ["${HOME}", "$HOME", "$${metadata.name}"]',
    'variables: { A: "${resources.db.host}" }',
    'files: { /a: { content: "${metadata.name}" } }',
    'files: { /a: { content: "${metadata.name}", noExpand: true } }',
    'volumes: { /a: { source: "${resources.db}" } }',
  ])('but not: %s', main => expect(warned(BASE(main))).toEqual([]));
});
