import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { DriverError } from '@tutti/engine';
import { readTree } from '../tree';
import { ModuleAddress } from './address';
import { Fetch, Fetched } from './Fetched';
import { withScratch } from './scratch';

type GitAddress = Extract<ModuleAddress, { kind: 'git' }>;

const TIMEOUT_MS = 120_000;
const COMMIT = /^[0-9a-f]{40}$/;

/** How the pages of an SCM call the tree at a ref, which is what a `UrlReader` understands. */
const PAGES: Record<string, (root: string, ref: string) => string> = {
  github: (root, ref) => `${root}/tree/${ref}`,
  gitlab: (root, ref) => `${root}/-/tree/${ref}`,
  gitea: (root, ref) =>
    `${root}/src/${COMMIT.test(ref) ? 'commit' : 'branch'}/${ref}`,
  bitbucketCloud: (root, ref) => `${root}/src/${ref}`,
  azure: (root, ref) =>
    `${root}?version=${COMMIT.test(ref) ? 'GC' : 'GB'}${ref}`,
};

/**
 * Modules in Git repositories. Where the portal has an integration for the host, it reads and signs in;
 * other hosts are asked by `git`, by nobody's name.
 */
export class GitFetch implements Fetch<GitAddress> {
  constructor(
    private readonly reader: UrlReaderService,
    private readonly integrations: ScmIntegrationRegistry,
  ) {}

  async fetch(address: GitAddress, signal: AbortSignal): Promise<Fetched> {
    const type = this.integrations.byUrl(address.url)?.type ?? '';
    return Object.hasOwn(PAGES, type)
      ? this.#read(address, PAGES[type])
      : clone(address, signal);
  }

  async #read(
    { url, ref = 'HEAD' }: GitAddress,
    page: (root: string, ref: string) => string,
  ): Promise<Fetched> {
    const root = url.replace(/\/+$/, '').replace(/\.git$/, '');
    return withScratch(async folder => {
      let etag: string;
      try {
        const response = await this.reader.readTree(page(root, ref));
        etag = response.etag;
        await response.dir({ targetDir: folder });
      } catch (error) {
        throw unread(url, ref, reasonOf(error));
      }
      return {
        tree: await readTree(folder),
        // An ETag of these readers is the commit; some make one up.
        ...(COMMIT.test(etag) && { version: etag }),
        fixed: COMMIT.test(ref),
      };
    });
  }
}

function clone(
  { url, ref = 'HEAD' }: GitAddress,
  signal: AbortSignal,
): Promise<Fetched> {
  return withScratch(async folder => {
    const tree = join(folder, 'tree');
    const git = async (...args: string[]) => {
      const { stdout } = await promisify(execFile)('git', args, {
        cwd: folder,
        signal,
        timeout: TIMEOUT_MS,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          // No configuration of the machine, no question, no other way in.
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_TERMINAL_PROMPT: '0',
          GIT_ALLOW_PROTOCOL: 'http:https',
          GIT_LFS_SKIP_SMUDGE: '1',
        },
      });
      return stdout.trim();
    };
    try {
      await git('init', '-q', tree);
      await git('-C', tree, 'fetch', '-q', '--depth=1', '--', url, ref);
      const commit = await git('-C', tree, 'rev-parse', 'FETCH_HEAD^{commit}');
      await git('-C', tree, 'checkout', '-q', '--force', commit);
      return {
        tree: await readTree(tree),
        version: commit,
        fixed: COMMIT.test(ref),
      };
    } catch (error) {
      if (error instanceof DriverError) throw error;
      throw unread(url, ref, reasonOf(error));
    }
  });
}

function unread(url: string, ref: string, reason: string): DriverError {
  return new DriverError(
    `The module's repository ${url} cannot be read at ${ref}: ${reason}`,
    true,
  );
}

/** What git and the readers say: the last line says why. Nobody's password was given to them on the way. */
function reasonOf(error: unknown): string {
  const said =
    typeof error === 'object' && error !== null && 'stderr' in error
      ? String(error.stderr)
      : '';
  const [line] = said.trim().split('\n').slice(-1);
  if (line) return line;
  if (isError(error) && error.code === 'ENOENT') {
    return 'the portal has no integration for its host, and there is no git on the machine of the backend';
  }
  return isError(error) ? error.message : String(error);
}
