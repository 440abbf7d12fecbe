import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JsonObject } from '@backstage/types';

/**
 * A Git repository behind two hosts: one that answers as Gitea's contents call does, and one that
 * gives plain files with an ETag. The repository is real, the hosts are thin.
 */
export interface Repositories {
  /** `http://localhost:1234/tests/services`, for the Gitea integration. */
  repository: string;
  /** `http://localhost:1235`, on the list of what may be read. */
  plain: string;
  /** Beside `tutti` in app-config. */
  settings: JsonObject;
  /** Status of every answer since it was last asked. */
  answers(): number[];
  /** While true, nothing is answered but 503. */
  down: boolean;
  /** Commits files to `main`; undefined removes one. @returns the commit's hash */
  commit(files: Record<string, string | Buffer | undefined>): Promise<string>;
  stop(): Promise<void>;
}

const CONTENTS =
  /^\/api\/v1\/repos\/tests\/services\/contents\/(?<path>.+)\?ref=(?<ref>.+)$/;

export async function startRepositories(): Promise<Repositories> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-repository-'));
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      maxBuffer: 2 ** 26,
      stdio: 'pipe',
    });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.email', 'tests@example.com');
  git('config', 'user.name', 'Tests');
  let statuses: number[] = [];
  const state = { down: false };

  const show = (ref: string, path: string): Buffer | undefined => {
    try {
      return git(
        'show',
        `${decodeURIComponent(ref)}:${decodeURIComponent(path)}`,
      );
    } catch {
      return undefined;
    }
  };
  const serve = (read: (url: string) => Buffer | undefined, asJson: boolean) =>
    createServer((request, response) => {
      const bytes = state.down ? undefined : read(request.url ?? '');
      const etag =
        bytes && `"${createHash('sha256').update(bytes).digest('hex')}"`;
      const status = !bytes
        ? (state.down && 503) || 404
        : (!asJson && request.headers['if-none-match'] === etag && 304) || 200;
      statuses.push(status);
      response.writeHead(status, etag && !asJson ? { etag } : {});
      if (status === 200 && bytes) {
        response.write(
          asJson
            ? JSON.stringify({
                encoding: 'base64',
                content: bytes.toString('base64'),
              })
            : bytes,
        );
      }
      response.end();
    });
  const gitea = serve(url => {
    const { path, ref } = CONTENTS.exec(url)?.groups ?? {};
    return path ? show(ref, path) : undefined;
  }, true);
  const files = serve(url => show('main', url.slice(1)), false);
  const giteaUrl = `http://localhost:${await listen(gitea)}`;
  const plain = `http://localhost:${await listen(files)}`;
  return {
    repository: `${giteaUrl}/tests/services`,
    plain,
    settings: {
      integrations: {
        gitea: [{ host: new URL(giteaUrl).host, baseUrl: giteaUrl }],
      },
      backend: { reading: { allow: [{ host: new URL(plain).host }] } },
    },
    answers() {
      const told = statuses;
      statuses = [];
      return told;
    },
    get down() {
      return state.down;
    },
    set down(down) {
      state.down = down;
    },
    async commit(changes) {
      for (const [path, content] of Object.entries(changes)) {
        const file = join(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await (content === undefined ? rm(file) : writeFile(file, content));
      }
      git('add', '--all');
      git('commit', '--quiet', '--message', 'Another state');
      return git('rev-parse', 'HEAD').toString('utf8').trim();
    },
    async stop() {
      gitea.close();
      files.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, 'localhost', resolve);
  });
  return (server.address() as AddressInfo).port;
}
