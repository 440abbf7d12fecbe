import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { told } from '../__testUtils__/told';
import { folderSource } from './folderSource';
import { readWorkload } from './readWorkload';
import { ReadSource } from './sourceFiles';

function read(source: string, readSource?: ReadSource, more = '') {
  return readWorkload(
    `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a
    files:
      /a: { source: ${JSON.stringify(source)}, mode: '0600'${more} }
`,
    { file: 'score.yaml', readSource },
  );
}

function giving(bytes: Uint8Array | string): ReadSource {
  return () => ({ bytes: Buffer.from(bytes) });
}

function fileOf(result: ReturnType<typeof read>) {
  return result.ok ? result.value.containers.main.files['/a'] : result;
}

describe('files.*.source', () => {
  it('is text where the bytes are UTF-8', () => {
    expect(
      fileOf(read('a.conf', giving('\uFEFFgrün ${metadata.name}'))),
    ).toEqual({
      mode: '0600',
      content: { text: '\uFEFFgrün ${metadata.name}' },
      noExpand: false,
    });
  });

  it('is bytes otherwise', () => {
    expect(fileOf(read('a.bin', giving(new Uint8Array([0xff, 0, 1]))))).toEqual(
      {
        mode: '0600',
        content: { base64: '/wAB' },
        noExpand: false,
      },
    );
  });

  it('is asked for by its path, as it is written', () => {
    const asked: string[] = [];
    read('config/./a.conf', path => {
      asked.push(path);
      return { bytes: new Uint8Array() };
    });
    expect(asked).toEqual(['config/./a.conf']);
  });

  it('may have placeholders, which are checked, unless noExpand', () => {
    const source = giving('a\n${nowhere.x}');
    expect(told(read('a.conf', source))).toEqual([
      '7:21 InvalidPlaceholder containers.main.files["/a"].source',
    ]);
    expect(told(read('a.conf', source, ', noExpand: true'))).toEqual([]);
  });

  it.each([
    ['/etc/passwd'],
    ['../other/a.conf'],
    ['config/../../a.conf'],
    ['..'],
    ['C:\\a.conf'],
    ['config\\..\\..\\a.conf'],
    ['a\0b'],
  ])('never leaves the folder: %j is not even asked for', path => {
    const readSource = jest.fn();
    const { problems } = read(path, readSource);
    expect(problems.map(({ code }) => code)).toEqual(['SourceOutsideFolder']);
    expect(readSource).not.toHaveBeenCalled();
  });

  it.each<[string, ReadSource | undefined, string]>([
    ['nobody can read files', undefined, 'SourceUnreadable'],
    [
      'the file is missing',
      () => ({ error: 'there is no such file' }),
      'SourceUnreadable',
    ],
    [
      'it is larger than 1 MiB',
      giving(new Uint8Array(1024 * 1024 + 1)),
      'TooLarge',
    ],
  ])('is a problem when %s', (_, readSource, code) => {
    expect(told(read('a.conf', readSource))).toEqual([
      `7:21 ${code} containers.main.files["/a"].source`,
    ]);
  });
});

describe('folderSource', () => {
  let root: string;
  let source: ReadSource;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-source-'));
    mkdirSync(join(root, 'app/config'), { recursive: true });
    writeFileSync(join(root, 'outside.conf'), 'outside');
    writeFileSync(join(root, 'app/config/a.conf'), 'inside');
    symlinkSync(join(root, 'outside.conf'), join(root, 'app/link-out'));
    symlinkSync(root, join(root, 'app/folder-out'));
    symlinkSync('config/a.conf', join(root, 'app/link-in'));
    symlinkSync('nowhere', join(root, 'app/link-dead'));
    source = folderSource(join(root, 'app'));
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it.each(['config/a.conf', './config/a.conf', 'link-in'])('reads %s', path => {
    expect(source(path)).toEqual({ bytes: Buffer.from('inside') });
  });

  it.each([
    ['../outside.conf', 'it is outside the folder of the Score file'],
    ['/etc/hostname', 'it is outside the folder of the Score file'],
    ['link-out', 'it is a link to somewhere outside the folder'],
    ['folder-out/outside.conf', 'it is a link to somewhere outside the folder'],
    [
      'folder-out/app/../outside.conf',
      'it is outside the folder of the Score file',
    ],
    ['link-dead', 'there is no such file'],
    ['missing', 'there is no such file'],
    ['config', 'it is no file'],
  ])('refuses %s: %s', (path, error) => {
    expect(source(path)).toEqual({ error });
  });
});
