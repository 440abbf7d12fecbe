import { execFile, spawn } from 'node:child_process';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Git's own HTTP server with an account, and repositories that others push to as well. */
export interface GitHost {
  /** `127.0.0.1:1234` */
  host: string;
  username: string;
  password: string;
  urlOf(repository: string): string;
  /** Makes a repository; with files it has a branch `main` with one commit. */
  create(repository: string, files?: Record<string, string>): Promise<string>;
  /** Somebody else's commit; a file that is undefined goes. */
  push(
    repository: string,
    files: Record<string, string | undefined>,
    branch?: string,
  ): Promise<string>;
  /** Nobody may push any more. */
  protect(repository: string, words: string): Promise<void>;
  /** In the repository itself. */
  git(repository: string, ...args: string[]): Promise<string>;
  /** File by path, with its text. */
  files(repository: string, branch?: string): Promise<Record<string, string>>;
  /** Commits of a branch, the newest first: `hash subject`. */
  log(repository: string, branch?: string): Promise<string[]>;
  /** Called before each request is served; what it awaits holds the request up. `deny`: it is answered so. */
  before: (request: {
    service: 'upload-pack' | 'receive-pack';
    /** It is the pack itself, not the question where branches are. */
    isData: boolean;
  }) => Promise<void | number> | void | number;
  /** Called when a request is served, before it is answered. */
  after: GitHost['before'];
  /** Requests so far. */
  requests: number;
  stop(): Promise<void>;
}

const run = promisify(execFile);

export async function startGitHost(): Promise<GitHost> {
  const root = await mkdtemp(join(tmpdir(), 'tutti-git-host-'));
  const password = `canary-${crypto.randomUUID()}`;
  const username = 'bot';
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString(
    'base64',
  )}`;
  const bare = (repository: string) => join(root, `${repository}.git`);
  const git = async (repository: string, ...args: string[]) =>
    (await run('git', args, { cwd: bare(repository) })).stdout.trim();
  const hooks: Pick<GitHost, 'before' | 'after' | 'requests'> = {
    before: () => {},
    after: () => {},
    requests: 0,
  };
  const server = createServer(async (request, response) => {
    const isAllowed = request.headers.authorization === expected;
    if (!isAllowed) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
      response.end();
      return;
    }
    hooks.requests += 1;
    const denied = await hooks.before(kindOf(request));
    if (typeof denied === 'number') {
      response.writeHead(denied).end();
      return;
    }
    serve(root, request, response, () => hooks.after(kindOf(request)));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // Sockets of the test, an address by construction.
  const { port } = server.address() as AddressInfo;
  const state: GitHost = Object.assign(hooks, {
    host: `127.0.0.1:${port}`,
    username,
    password,
    urlOf: repository => `http://127.0.0.1:${port}/${repository}.git`,
    git,
    async create(repository, files) {
      await mkdir(bare(repository), { recursive: true });
      await git(repository, 'init', '-q', '--bare', '-b', 'main', '.');
      await git(repository, 'config', 'http.receivepack', 'true');
      if (files) await state.push(repository, files);
      return state.urlOf(repository);
    },
    async push(repository, files, branch = 'main') {
      const ref = `refs/heads/${branch}`;
      const before = await git(repository, 'for-each-ref', ref);
      const child = run('git', ['fast-import', '--quiet', '--done'], {
        cwd: bare(repository),
      });
      child.child.stdin?.end(
        [
          `commit ${ref}\ncommitter other <other@example.com> 1 +0000\n`,
          'data 14\nby other hands\n',
          before && `from ${ref}^0\n`,
          ...Object.entries(files).map(([path, text]) =>
            text === undefined
              ? `D ${path}\n`
              : `M 100644 inline ${path}\ndata ${Buffer.byteLength(
                  text,
                )}\n${text}\n`,
          ),
          'done\n',
        ].join(''),
      );
      await child;
      return git(repository, 'rev-parse', ref);
    },
    async protect(repository, words) {
      await writeFile(
        join(bare(repository), 'hooks', 'pre-receive'),
        `#!/bin/sh\necho '${words}'\nexit 1\n`,
        { mode: 0o755 },
      );
    },
    async files(repository, branch = 'main') {
      const names = await git(
        repository,
        'ls-tree',
        '-r',
        '--name-only',
        branch,
      );
      const entries = names.split('\n').map(async name => {
        const { stdout } = await run('git', ['show', `${branch}:${name}`], {
          cwd: bare(repository),
        });
        return [name, stdout] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    },
    async log(repository, branch = 'main') {
      const lines = await git(repository, 'log', '--format=%H %s', branch);
      return lines.split('\n');
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  } satisfies Omit<GitHost, keyof typeof hooks>);
  return state;
}

function kindOf({ url = '', method }: IncomingMessage) {
  return {
    service: /receive-pack/.test(url)
      ? ('receive-pack' as const)
      : ('upload-pack' as const),
    isData: method === 'POST',
  };
}

function serve(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  served: () => Promise<void | number> | void | number,
): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://git');
  const cgi = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      CONTENT_LENGTH: request.headers['content-length'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'bot',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    },
  });
  request.pipe(cgi.stdin);
  cgi.stdin.on('error', () => {});
  const said: Buffer[] = [];
  cgi.stdout.on('data', chunk => said.push(chunk));
  cgi.on('close', async () => {
    await served();
    const answer = Buffer.concat(said);
    const end = answer.indexOf('\r\n\r\n');
    let status = 200;
    for (const line of answer.toString('latin1', 0, end).split('\r\n')) {
      const [name, value = ''] = line.split(/: ?(.*)/s);
      if (name.toLowerCase() === 'status') status = parseInt(value, 10);
      else if (name) response.setHeader(name, value);
    }
    response.writeHead(status);
    response.end(answer.subarray(end + 4));
  });
}
