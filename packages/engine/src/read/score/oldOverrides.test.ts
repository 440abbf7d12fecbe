import { Problem } from '../../model';
import { told } from '../__testUtils__/told';
import { readWorkload } from './readWorkload';

const HEAD = `apiVersion: score.dev/v1b1
metadata: { name: web }
`;

const NEW = `${HEAD}containers:
  main:
    image: a
    files:
      /etc/a: { content: a, mode: "0600" }
      /etc/b: { content: b }
    volumes:
      /data: { source: disk, readOnly: false }
`;

const OLD = `${HEAD}containers:
  main:
    image: a
    files:
      - { target: /etc/a, content: [a], mode: "0600" }
      - { target: /etc/b, content: b }
    volumes:
      - { target: /data, source: disk, read_only: false }
`;

const NEW_OVERRIDE = `containers:
  main:
    files: { /etc/a: { content: changed }, /etc/b: null, /etc/c: { content: c } }
    volumes: { /data: { readOnly: true } }
`;

const OLD_OVERRIDE = `containers:
  main:
    files:
      - { target: /etc/a, content: [changed] }
      - { target: /etc/c, content: c }
    volumes:
      - { target: /data, read_only: true }
`;

function read(text: string, overrides: string[], set: string[] = []) {
  return readWorkload(text, {
    file: 'score.yaml',
    overrides: overrides.map(one => ({ file: 'over.yaml', text: one })),
    set,
  });
}

function main(result: ReturnType<typeof read>) {
  if (!result.ok) {
    throw new Error(told(result).join('\n'));
  }
  const { files, volumes } = result.value.containers.main;
  return { files, volumes };
}

const file = (text: string, more = {}) => ({
  content: { text },
  noExpand: false,
  ...more,
});
const VOLUMES = { '/data': { source: 'disk', readOnly: true } };
const A = file('changed', { mode: '0600' });
const C = file('c');

describe('overrides and files, each in the old or the new spelling', () => {
  it.each([
    ['new', NEW],
    ['old', OLD],
  ])('new over %s', (_, base) =>
    expect(main(read(base, [NEW_OVERRIDE]))).toEqual({
      files: { '/etc/a': A, '/etc/c': C },
      volumes: VOLUMES,
    }),
  );

  it.each([
    ['new', NEW],
    ['old', OLD],
  ])('old over %s: by target, as a map', (_, base) =>
    expect(main(read(base, [OLD_OVERRIDE]))).toEqual({
      files: { '/etc/a': A, '/etc/b': file('b'), '/etc/c': C },
      volumes: VOLUMES,
    }),
  );

  it.each([
    ['the target', OLD, ['containers.main.files./etc/a.content=changed']],
    ['the index', OLD, ['containers.main.files.0.content=changed']],
    [
      'a list of lines',
      NEW,
      ['containers.main.files./etc/a.content=[changed]'],
    ],
  ])('path=value by %s', (_, base, set) =>
    expect(main(read(base, [], set)).files['/etc/a']).toEqual(A),
  );

  it.each([
    ['-1 appends', 'files.-1={target: /etc/c, content: c}'],
    ['a new key', 'files./etc/c.content=c'],
  ])('path=value: %s', (_, assignment) => {
    for (const base of [NEW, OLD]) {
      const set = [`containers.main.${assignment}`];
      expect(main(read(base, [], set)).files['/etc/c']).toEqual(C);
    }
  });

  it('path=value: an index and nothing behind it deletes', () => {
    const { files } = main(read(OLD, [], ['containers.main.files.0=']));
    expect(Object.keys(files)).toEqual(['/etc/b']);
  });

  it.each(['read_only', 'readOnly'])('path=value: %s', key => {
    for (const base of [NEW, OLD]) {
      const set = [`containers.main.volumes./data.${key}=true`];
      expect(main(read(base, [], set)).volumes).toEqual(VOLUMES);
    }
  });

  it('problems stand where the value was written, in the spelling of that file', () => {
    const override = `containers:
  main:
    files:
      - target: /etc/a
        mode: "9999"
`;
    const [wrong] = read(NEW, [override]).problems.filter(isMode);
    expect(wrong).toMatchObject({ file: 'over.yaml', line: 5 });
    const [here] = read(OLD.replace('0600', '9999'), []).problems.filter(
      isMode,
    );
    expect(here).toMatchObject({ file: 'score.yaml', line: 7 });
  });
});

function isMode({ path }: Problem): boolean {
  return path === 'containers.main.files[0].mode';
}
