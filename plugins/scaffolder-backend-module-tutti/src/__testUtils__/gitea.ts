import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const BOT = { username: 'bot', password: 'tok' };
const AUTHORIZATION = `Basic ${Buffer.from(
  `${BOT.username}:${BOT.password}`,
).toString('base64')}`;

export interface Gitea {
  /** `127.0.0.1:1234` */
  host: string;
  /** Refuses what is pushed from now on, as a protected branch does. */
  refusePushes(refuse: boolean): void;
  /** Text of a file at the head of main. */
  show(repository: string, file: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A stand-in for Gitea: its few REST calls that Backstage makes are played here, and Git itself is
 * the real `git http-backend` with basic authentication. It shows what happens between the
 * scaffolder, Git over HTTP and Tutti; it does not show that Gitea answers like this.
 */
export async function startGitea(): Promise<Gitea> {
  const root = await mkdtemp(join(tmpdir(), 'tutti-gitea-'));
  let refusing = false;
  const bare = (repository: string) => join(root, `${repository}.git`);
  const show = async (repository: string, file: string, ref = 'main') =>
    (await run('git', ['-C', bare(repository), 'show', `${ref}:${file}`]))
      .stdout;

  async function answer(asked: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://x');
    const end = (status: number, body?: unknown) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(body === undefined ? undefined : JSON.stringify(body));
    if (asked.url?.includes('.git/')) {
      if (asked.url.includes('git-receive-pack')) {
        if (asked.headers.authorization !== AUTHORIZATION) {
          response
            .writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' })
            .end();
          return;
        }
        if (refusing) {
          response.writeHead(403).end('the branch main is protected');
          return;
        }
      }
      gitBackend(root, asked, response);
      return;
    }
    const made = /^\/api\/v1\/orgs\/([\w-]+)\/repos$/.exec(pathname);
    if (made && asked.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of asked) chunks.push(chunk);
      const { name } = JSON.parse(Buffer.concat(chunks).toString());
      await run('git', [
        'init',
        '--bare',
        '-b',
        'main',
        bare(`${made[1]}/${name}`),
      ]);
      end(201, {});
      return;
    }
    if (/^\/api\/v1\/orgs\/[\w-]+$/.test(pathname)) {
      end(200, {});
      return;
    }
    const contents =
      /^\/api\/v1\/repos\/([\w-]+\/[\w-]+)\/contents\/(.+)$/.exec(pathname);
    try {
      if (contents) {
        const ref = searchParams.get('ref') ?? 'main';
        const text = await show(contents[1], contents[2], ref);
        end(200, {
          encoding: 'base64',
          content: Buffer.from(text).toString('base64'),
        });
        return;
      }
      const page = /^\/([\w-]+\/[\w-]+)\/src\/branch\/main\/?$/.exec(pathname);
      end(page ? 200 : 404, {});
    } catch {
      end(404, { message: 'not found' });
    }
  }

  const server: Server = createServer((asked, response) => {
    void answer(asked, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    host: `127.0.0.1:${port}`,
    refusePushes(refuse) {
      refusing = refuse;
    },
    show,
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** One request of Git's smart HTTP protocol, by CGI. */
function gitBackend(
  root: string,
  asked: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, search } = new URL(asked.url ?? '/', 'http://x');
  const cgi = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: asked.method,
      CONTENT_TYPE: asked.headers['content-type'] ?? '',
      CONTENT_LENGTH: asked.headers['content-length'] ?? '',
      REMOTE_USER: BOT.username,
      REMOTE_ADDR: '127.0.0.1',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_CONFIG_KEY_1: 'http.receivepack',
      GIT_CONFIG_VALUE_1: 'true',
    },
  });
  asked.pipe(cgi.stdin);
  cgi.stdin.on('error', () => {});
  let head: Buffer | undefined = Buffer.alloc(0);
  cgi.stdout.on('data', (data: Buffer) => {
    if (!head) {
      response.write(data);
      return;
    }
    head = Buffer.concat([head, data]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map(line => line.split(/:\s*/, 2));
    const status = headers.find(([name]) => name === 'Status')?.[1];
    response.writeHead(
      status ? parseInt(status, 10) : 200,
      Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
    );
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  cgi.on('close', () => response.end());
}
