import {
  renderInput,
  problems,
  rendered,
  score,
} from './__fixtures__/renderInput';
import { onApiServer } from './__fixtures__/onApiServer';
import { renderWorkload } from './render';
import { valueAt } from './tree';

const WEB = `
metadata: { name: web }
containers: { main: { image: "x:1", files: { /etc/motd: { content: "MOTD" } } } }
resources: { db: { type: postgres }, later: { type: postgres } }
`;
const KEY = 'main.files.etc__motd';
const config = (content: string) =>
  rendered(WEB.replace('MOTD', content))['ConfigMap/web-config'];

describe('the content of a file', () => {
  it.each([
    ['plain, \\t \\n \\r é € \\U0001F600 \\u2028', 'data'],
    ['quoted \\x93so\\x94', 'binaryData'],
    ['\\x7f', 'binaryData'],
    ['\\x85', 'binaryData'],
    ['\\uffff', 'binaryData'],
    ['\\x9f ${resources.db.host}', 'binaryData'],
  ])('%s stands in %s', (content, place) => {
    expect(Object.keys(valueAt(config(content), place) ?? {})).toEqual([KEY]);
  });

  it('has its bytes', () => {
    const held = String(valueAt(config('\\x93a\\x94'), 'binaryData', KEY));
    expect(Buffer.from(held, 'base64').toString()).toBe('\u0093a\u0094');
  });

  it('stands where it will stand when it is known', () => {
    const object = config('\\x9f ${resources.later.host}');
    expect(valueAt(object, 'binaryData', KEY)).toMatchObject({
      type: 'string',
    });
  });

  it('stands in the Secret if it is secret', () => {
    const objects = rendered(
      WEB.replace('MOTD', '\\x9f ${resources.db.password}'),
    );
    expect(Object.keys(objects)).toContain('Secret/web-secrets');
    expect(Object.keys(objects)).not.toContain('ConfigMap/web-config');
  });
});

describe('elsewhere what Kubernetes does not take is a problem', () => {
  it.each([
    ['args: ["a\\x93"]', 'containers.main.args[0]', 'U+0093'],
    ['command: [x, "\\0"]', 'containers.main.command[1]', 'U+0000'],
    ['variables: { A: "\\x7f" }', 'containers.main.variables.A', 'U+007F'],
    ['variables: { A: "\\x85" }', 'containers.main.variables.A', 'U+0085'],
    [
      'livenessProbe: { exec: { command: ["\\x80"] } }',
      'containers.main.livenessProbe.exec.command[0]',
      'U+0080',
    ],
    [
      'files: { "/etc/\\x93": { content: x } }',
      'containers.main.files["/etc/\u0093"]',
      'U+0093',
    ],
  ])('%s', (field, path, character) => {
    const result = renderWorkload(
      renderInput(
        score(`
metadata: { name: web }
containers: { main: { image: "x:1", ${field} } }`),
      ),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        code: 'ControlCharacter',
        file: 'score.yaml',
        path,
        message: `${path} of workload web holds the character ${character}, which Kubernetes does not take there.`,
      }),
    ]);
  });

  it('in an annotation', () => {
    expect(
      problems(
        'metadata: { name: web, annotations: { example.com/note: "\\x9c" } }\ncontainers: { main: { image: x } }',
      ),
    ).toEqual([
      'ControlCharacter: metadata.annotations["example.com/note"] of workload web holds the character U+009C, which Kubernetes does not take there.',
    ]);
  });

  it('what Kubernetes takes is none', () => {
    expect(
      problems(
        'metadata: { name: web, annotations: { example.com/note: "\\t\\x01 é \\u2028 \\U0001F600" } }\ncontainers: { main: { image: x, args: ["\\x01\\n"], variables: { A: "\\x1b[1m" } } }',
      ),
    ).toEqual([]);
  });
});

onApiServer('control characters were', ({ apply }) => {
  it('every character is taken, and comes back as it was', async () => {
    const all = Array.from({ length: 0x100 }, (_, code) =>
      String.fromCharCode(code),
    ).join('');
    const workload = score(WEB);
    workload.containers.main.files['/etc/motd'].content = {
      text: `${all}\ufffe\uffff`.replaceAll('$', '$$$$'),
    };
    workload.containers.main.files['/etc/plain'] = {
      content: { text: '\u0001 \t\n\r a' },
      noExpand: true,
    };
    const result = renderWorkload(renderInput(workload));
    const object = result.ok
      ? result.value.objects.find(({ kind }) => kind === 'ConfigMap')
      : undefined;
    const { status, body } = await apply(object ?? {});
    expect(status).toBe(201);
    const held = String(valueAt(body, 'binaryData', KEY));
    expect(Buffer.from(held, 'base64').toString()).toBe(`${all}\ufffe\uffff`);
    expect(valueAt(body, 'data', 'main.files.etc__plain')).toBe(
      '\u0001 \t\n\r a',
    );
  });
});
