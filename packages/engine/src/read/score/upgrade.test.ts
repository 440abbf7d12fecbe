import { told } from '../__testUtils__/told';
import { readWorkload } from './readWorkload';

function read(body: string) {
  return readWorkload(
    `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a
${body}
resources:
  data: { type: volume }
`,
    { file: 'score.yaml' },
  );
}

function main(result: ReturnType<typeof read>) {
  return result.ok ? result.value.containers.main : undefined;
}

describe('old spellings', () => {
  it('files as a list', () => {
    const result = read(`    files:
      - { target: /a, content: b, mode: '644' }
      - target: /c
        content: [one, two]`);
    expect(told(result)).toEqual([
      '6:5 (OldSpelling) containers.main.files',
      '9:9 (OldSpelling) containers.main.files[1].content',
    ]);
    expect(main(result)?.files).toEqual({
      '/a': { content: { text: 'b' }, mode: '644', noExpand: false },
      '/c': { content: { text: 'one\ntwo' }, noExpand: false },
    });
  });

  it('volumes as a list, and read_only', () => {
    const result = read(`    volumes:
      - { source: '\${resources.data}', target: /a, read_only: true }`);
    expect(told(result)).toEqual([
      '6:5 (OldSpelling) containers.main.volumes',
      '7:52 (OldSpelling) containers.main.volumes[0].read_only',
    ]);
    expect(main(result)?.volumes).toEqual({
      '/a': { source: '${resources.data}', readOnly: true },
    });
  });

  it('read_only in a map', () => {
    const result = read(
      `    volumes: { /a: { source: '\${resources.data}', read_only: true } }`,
    );
    expect(main(result)?.volumes['/a'].readOnly).toBe(true);
  });

  it('errors stand where the file has them, not where the upgrade put them', () => {
    const result = read(`    files:
      - target: /a
        content: b
        mode: 644
      - target: /b
        content: \${nowhere.x}
      - content: c
      - { target: /a, content: d }`);
    expect(told(result)).toEqual([
      '6:5 (OldSpelling) containers.main.files',
      '9:15 SchemaViolation containers.main.files[0].mode',
      '11:18 InvalidPlaceholder containers.main.files[1].content',
      '12:9 SchemaViolation containers.main.files[2]',
      '13:19 DuplicateKey containers.main.files[3].target',
    ]);
  });

  it('today’s spelling wins over the old one beside it', () => {
    const result = read(
      `    volumes: { /a: { source: x, readOnly: false, read_only: true } }`,
    );
    expect(told(result)).toEqual([
      '6:50 SchemaViolation containers.main.volumes["/a"].read_only',
    ]);
  });
});
