import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  UrlReaderService,
  UrlReaderServiceReadTreeResponse,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { create } from 'tar';
import {
  commit,
  GitServer,
  startGitServer,
} from '../../__testUtils__/gitServer';
import { ModuleReference } from '../ModuleReference';
import { openModules } from '../openModules';

const CANARY = 'canary-of-the-registry';
const MAIN = 'variable "name" { type = string }\n';

let base: string;
let git: GitServer;
let web: Server;
let webUrl: string;
/** By path; a text that begins with `->` is where a version is. */
let answers: Record<string, string | Buffer>;
let asked: { path: string; authorization?: string }[];

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tutti-modules-'));
  git = await startGitServer(base);
  web = createServer((request, response) => {
    const path = request.url ?? '/';
    const { authorization } = request.headers;
    asked.push({ path, ...(authorization && { authorization }) });
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer === undefined) {
      response.writeHead(404).end();
    } else if (typeof answer === 'string' && answer.startsWith('->')) {
      response.writeHead(204, { 'X-Terraform-Get': answer.slice(2) }).end();
    } else {
      response.writeHead(200).end(answer);
    }
  });
  await new Promise<void>(resolve => {
    web.listen(0, '127.0.0.1', resolve);
  });
  // Sockets of the test, an address by construction.
  const { port } = web.address() as AddressInfo;
  webUrl = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await git.stop();
  web.close();
  rmSync(base, { recursive: true, force: true });
});

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(base, 'cache-'));
  answers = {};
  asked = [];
  git.locked = false;
});

const nobody: UrlReaderService = {
  readTree: () => Promise.reject(new Error('not asked')),
  readUrl: () => Promise.reject(new Error('not asked')),
  search: () => Promise.reject(new Error('not asked')),
};

/** As a backend that has just begun. */
const open = (reader = nobody, more: object = {}) =>
  openModules({
    config: new ConfigReader({
      tutti: {
        terraform: {
          modules: {
            cache,
            registry: 'registry.example.com',
            registries: [
              {
                host: 'registry.example.com',
                url: `${webUrl}/v1/modules`,
                token: CANARY,
              },
            ],
          },
        },
      },
      ...more,
    }),
    reader,
    folder: undefined,
  });

const resolve = (reference: ModuleReference) => open().resolve(reference);

async function archive(files: Record<string, string>): Promise<Buffer> {
  const folder = mkdtempSync(join(base, 'archive-'));
  await commit(folder, files);
  rmSync(join(folder, '.git'), { recursive: true });
  const file = `${folder}.tgz`;
  await create({ gzip: true, cwd: folder, file }, readdirSync(folder));
  return readFileSync(file);
}

describe('modules in Git', () => {
  let commits: string[];
  const source = (rest = '') => `git::${git.url}/repo/.git${rest}`;

  beforeAll(async () => {
    const repository = join(base, 'repo');
    commits = [
      await commit(
        repository,
        { 'postgres/main.tf': MAIN, 'shared/x.tf': '' },
        'v1',
      ),
      await commit(repository, { 'postgres/main.tf': `${MAIN}# newer\n` }),
    ];
  });

  it('are read at their ref, with what lies beside them', async () => {
    const found = await resolve({ source: source('//postgres?ref=v1') });
    expect(found).toMatchObject({ path: 'postgres', version: commits[0] });
    expect(readFileSync(join(found.folder, 'postgres/main.tf'), 'utf8')).toBe(
      MAIN,
    );
    expect(readdirSync(found.folder).sort()).toEqual(['postgres', 'shared']);
    const newest = await resolve({ source: source('//postgres') });
    expect(newest.version).toBe(commits[1]);
    expect(newest.digest).not.toBe(found.digest);
    const exact = await resolve({ source: source(`?ref=${commits[0]}`) });
    expect(exact.digest).toBe(found.digest);
  });

  it('may hold links to their own files', async () => {
    const repository = join(base, 'linked');
    mkdirSync(join(repository, 'postgres'), { recursive: true });
    symlinkSync('../shared/x.tf', join(repository, 'postgres', 'x.tf'));
    await commit(repository, { 'postgres/main.tf': MAIN, 'shared/x.tf': '#' });
    const linked = `git::${git.url}/linked/.git`;
    const { folder } = await resolve({ source: `${linked}//postgres` });
    expect(readFileSync(join(folder, 'postgres/x.tf'), 'utf8')).toBe('#');
    symlinkSync('/etc/hostname', join(repository, 'postgres', 'y.tf'));
    const commitOfLink = await commit(repository, {});
    await expect(
      resolve({ source: `${linked}//postgres?ref=${commitOfLink}` }),
    ).rejects.toThrow('postgres/y.tf of the module is a link');
  });

  it('are not fetched again when their digest says which they are', async () => {
    const { digest } = await resolve({ source: source('//postgres?ref=v1') });
    git.locked = true;
    const found = await resolve({
      source: source('//postgres?ref=v1'),
      digest,
    });
    expect(found.digest).toBe(digest);
  });

  it('are fetched once for all who ask at the same time', async () => {
    const requests = async (callers: number) => {
      const modules = open();
      const { count } = git;
      await Promise.all(
        Array.from({ length: callers }, () =>
          modules.resolve({ source: source('?ref=v1') }),
        ),
      );
      return git.count - count;
    };
    expect(await requests(5)).toBe(await requests(1));
  });

  it('are refused when they are not what their digest says', async () => {
    await expect(
      resolve({
        source: source('?ref=v1'),
        digest: `sha256:${'0'.repeat(64)}`,
      }),
    ).rejects.toThrow(/has the digest sha256:\w{64}, not sha256:0000/);
  });

  it('are fetched anew when somebody altered what is kept', async () => {
    const first = await resolve({ source: source('?ref=v1') });
    writeFileSync(join(first.folder, 'postgres/main.tf'), 'altered');
    const again = await resolve({ source: source('?ref=v1') });
    expect(readFileSync(join(again.folder, 'postgres/main.tf'), 'utf8')).toBe(
      MAIN,
    );
  });

  it.each([
    ['a ref that is not there', '?ref=v9', 'cannot be read at v9'],
    ['a folder that is not there', '//redis?ref=v1', 'has no folder "redis"'],
  ])('are refused with the reason for %s', async (_, rest, message) => {
    await expect(resolve({ source: source(rest) })).rejects.toThrow(message);
  });

  it('say so where somebody has to sign in', async () => {
    git.locked = true;
    await expect(resolve({ source: source('?ref=v1') })).rejects.toMatchObject({
      message: expect.stringContaining('cannot be read at v1'),
      retryable: true,
    });
  });

  it('are read by the integration of the portal where it has one', async () => {
    const urls: string[] = [];
    const reader: UrlReaderService = {
      ...nobody,
      async readTree(url) {
        urls.push(url);
        // Only what is asked of an answer.
        return {
          etag: commits[0],
          async dir(options) {
            const folder = options?.targetDir ?? '';
            writeFileSync(join(folder, 'main.tf'), MAIN);
            return folder;
          },
        } as UrlReaderServiceReadTreeResponse;
      },
    };
    const modules = open(reader, {
      integrations: {
        github: [{ host: 'github.example.com', token: CANARY }],
        gitlab: [
          {
            host: 'gitlab.example.com',
            apiBaseUrl: 'https://gitlab.example.com/api/v4',
            token: CANARY,
          },
        ],
      },
    });
    for (const host of ['github', 'gitlab']) {
      const found = await modules.resolve({
        source: `git::https://${host}.example.com/team/repo.git?ref=v1`,
      });
      expect(found.version).toBe(commits[0]);
    }
    expect(urls).toEqual([
      'https://github.example.com/team/repo/tree/v1',
      'https://gitlab.example.com/team/repo/-/tree/v1',
    ]);
    const refusing = open(
      {
        ...nobody,
        readTree: () => Promise.reject(new NotFoundError('no such tree')),
      },
      {
        integrations: {
          github: [{ host: 'github.example.com', token: CANARY }],
        },
      },
    );
    await expect(
      refusing.resolve({
        source: 'git::https://github.example.com/team/repo.git?ref=v1',
      }),
    ).rejects.toThrow(
      "The module's repository https://github.example.com/team/repo.git cannot be read at v1: no such tree",
    );
  });
});

describe('modules in archives', () => {
  it('are unpacked', async () => {
    answers['/m.tgz'] = await archive({ 'a/main.tf': MAIN });
    const found = await resolve({ source: `${webUrl}/m.tgz//a` });
    expect(found.path).toBe('a');
    expect(readFileSync(join(found.folder, 'a/main.tf'), 'utf8')).toBe(MAIN);
    const inside = await resolve({ source: `${webUrl}/m.tgz//*` });
    expect(readdirSync(inside.folder)).toEqual(['main.tf']);
  });

  it.each([
    ['absent', undefined, 'cannot be read: 404'],
    ['no archive', Buffer.from('<html>'), 'it is no tar, or it is damaged'],
    ['a zip', Buffer.from('PK\x03\x04'), 'it is a zip. Give its .tar.gz'],
    ['too large', Buffer.alloc(33 * 1024 * 1024, 1), 'is too large'],
  ])('are refused when they are %s', async (_, body, message) => {
    if (body) answers['/m.tgz'] = body;
    await expect(resolve({ source: `${webUrl}/m.tgz` })).rejects.toThrow(
      message,
    );
  });
});

describe('modules in a registry', () => {
  const api = '/v1/modules/lab/bucket/aws';
  beforeEach(async () => {
    answers = {
      [`${api}/versions`]: JSON.stringify({
        modules: [{ versions: [{ version: '1.9.0' }, { version: '1.10.0' }] }],
      }),
      [`${api}/1.9.0/download`]: '->/m.tgz//inner?archive=tgz',
      '/m.tgz': await archive({ 'inner/sub/main.tf': MAIN }),
    };
  });

  it('are where the registry says, in the version that is named', async () => {
    const found = await resolve({
      source: 'lab/bucket/aws//sub',
      version: '1.9.0',
    });
    expect(found).toMatchObject({ path: 'inner/sub', version: '1.9.0' });
    expect(readFileSync(join(found.folder, 'inner/sub/main.tf'), 'utf8')).toBe(
      MAIN,
    );
  });

  it('are the newest that fits a constraint, which is told', async () => {
    answers[`${api}/1.10.0/download`] = '->/m.tgz//inner?archive=tgz';
    expect(
      await resolve({ source: 'lab/bucket/aws', version: '~> 1.2' }),
    ).toMatchObject({ version: '1.10.0' });
    await expect(
      resolve({ source: 'lab/bucket/aws', version: '~> 2.0' }),
    ).rejects.toThrow('has no version ~> 2.0; it has 1.10.0, 1.9.0.');
  });

  it('are asked for with the token of the registry, which goes nowhere else', async () => {
    await resolve({ source: 'lab/bucket/aws', version: '1.9.0' });
    expect(asked).toEqual([
      {
        path: `${api}/1.9.0/download`,
        authorization: `Bearer ${CANARY}`,
      },
      { path: '/m.tgz' },
    ]);
  });

  it.each([
    [undefined, 'needs a version: 1.10.0, 1.9.0.'],
    ['2.0.0', 'has no version 2.0.0; it has 1.10.0, 1.9.0.'],
  ])('say which versions there are for %s', async (version, message) => {
    await expect(
      resolve({ source: 'lab/bucket/aws', ...(version && { version }) }),
    ).rejects.toThrow(message);
  });

  it('are refused where the registry does not say where they are', async () => {
    answers[`${api}/1.9.0/download`] = '->lab/bucket/aws';
    await expect(
      resolve({ source: 'lab/bucket/aws', version: '1.9.0' }),
    ).rejects.toThrow('is in a registry again');
  });
});
