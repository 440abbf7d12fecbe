import {
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { ApplicationDeclaration } from '@tutti/engine';
import { startEngine } from '../__testUtils__/engine';
import { listFolder, readPlatformFiles } from './folder';
import { createSource } from './sources';
import { readDeclaredWorkloads } from './workloadSources';

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: .
    files: { /etc/motd: { source: ./motd.txt } }
`;
const FILES = {
  'platform.yaml': 'apiVersion: tutti.dev/v1alpha1\nkind: Policy\n',
  'quoted.yml': '"apiVersion": "tutti.dev/v1alpha1"\n',
  'broken.yaml': 'apiVersion: tutti.dev/v1alpha1\nkind: [\n',
  'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\n',
  'shop/score.yaml': SCORE,
  'shop/motd.txt': 'hello',
  '.git/config.yaml': 'apiVersion: tutti.dev/v1alpha1\n',
  'node_modules/x.yaml': 'apiVersion: tutti.dev/v1alpha1\n',
  'notes.txt': 'apiVersion: tutti.dev/v1alpha1\n',
};

describe('platform sources', () => {
  const engine = startEngine();
  afterAll(() => engine.stop());

  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-source-test-'));
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const reader = (readTree: UrlReaderService['readTree']) =>
    mockServices.urlReader.mock({ readTree });

  /** A tree that is unpacked as a Git host's would be. */
  const tree = reader(async () => ({
    etag: '1',
    files: async () => [],
    archive: () => Promise.reject(new Error('not asked for')),
    async dir(options) {
      const target = options?.targetDir ?? '';
      for (const [path, text] of Object.entries(FILES)) {
        await mkdir(dirname(join(target, path)), { recursive: true });
        await writeFile(join(target, path), text);
      }
      return target;
    },
  }));

  const none = reader(async () => {
    throw new NotFoundError('no such tree');
  });

  const declaration = (...sources: string[]): ApplicationDeclaration => ({
    name: 'shop',
    source: { file: 'the-source/application.yaml', line: 1 },
    workloads: sources.map(source => ({ source, images: {} })),
    environments: [],
    values: {},
  });

  it('take the platform files and leave what lies beside them', async () => {
    const files = await readPlatformFiles(
      folder,
      await listFolder(folder),
      path => `examples/${path}`,
    );
    expect(files.map(({ file }) => file)).toEqual([
      'examples/broken.yaml',
      'examples/platform.yaml',
      'examples/quoted.yml',
    ]);
  });

  it('in another encoding are found, with a problem that names it', async () => {
    await writeFile(
      join(folder, 'wide.yaml'),
      Buffer.from('\uFEFFapiVersion: tutti.dev/v1alpha1\n', 'utf16le'),
    );
    const files = await readPlatformFiles(
      folder,
      await listFolder(folder),
      path => path,
    );
    expect(files.find(({ file }) => file === 'wide.yaml')).toMatchObject({
      problem: {
        code: 'OtherEncoding',
        message: expect.stringContaining('UTF-16'),
        file: 'wide.yaml',
      },
    });
  });

  it('of a folder tell when a file changed', async () => {
    const source = createSource({ kind: 'folder', folder }, none);
    const before = await source.fingerprint?.();
    expect(await source.fingerprint?.()).toBe(before);
    await writeFile(join(folder, 'platform.yaml'), 'changed');
    expect(await source.fingerprint?.()).not.toBe(before);
  });

  it('behind a URL are read as a tree, which is gone afterwards', async () => {
    const url = 'https://git.example.com/platform/tree/main/';
    const checkout = await createSource({ kind: 'url', url }, tree).checkout();
    const found = await listFolder(checkout.folder);
    expect(found.map(({ path }) => path)).toContain('platform.yaml');
    await checkout.release();
    await expect(readdir(checkout.folder)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('give workloads beside the file, with the files they take in', async () => {
    const [web] = await readDeclaredWorkloads(
      declaration('./shop/score.yaml'),
      {
        checkouts: [{ name: 'the-source', folder, release: async () => {} }],
        reader: none,
        engine,
      },
    );
    expect(web).toMatchObject({
      url: 'the-source/shop/score.yaml',
      score: SCORE,
      problems: [],
      workload: {
        containers: {
          main: { files: { '/etc/motd': { content: { text: 'hello' } } } },
        },
      },
    });
  });

  it('give workloads behind a URL, with the files they take in', async () => {
    const [web] = await readDeclaredWorkloads(
      declaration('https://git.example.com/shop/blob/main/shop/score.yaml'),
      {
        checkouts: [],
        reader: reader(async (url, options) => {
          expect(url).toBe('https://git.example.com/shop/blob/main/shop');
          const response = await tree.readTree(url, options);
          return {
            ...response,
            dir: async to => join(await response.dir(to), 'shop'),
          };
        }),
        engine,
      },
    );
    expect(web).toMatchObject({ problems: [], workload: { name: 'web' } });
  });

  it.each([
    ['../elsewhere/score.yaml', 'there is no such file or folder'],
    ['./shop/nope.yaml', 'there is no such file or folder'],
    ['./link.yaml', 'it is outside the source'],
    ['https://git.example.com/nope/score.yaml', 'no such tree'],
  ])(
    'say why %s cannot be read, without a path of this machine',
    async (source, why) => {
      await symlink('/etc/hostname', join(folder, 'link.yaml'));
      const [read] = await readDeclaredWorkloads(declaration(source), {
        checkouts: [{ name: 'the-source', folder, release: async () => {} }],
        reader: none,
        engine,
      });
      expect(read.score).toBeUndefined();
      expect(read.problems).toMatchObject([{ code: 'SourceUnreadable' }]);
      expect(read.problems[0].message).toContain(why);
      expect(JSON.stringify(read)).not.toContain(folder);
    },
  );
});
