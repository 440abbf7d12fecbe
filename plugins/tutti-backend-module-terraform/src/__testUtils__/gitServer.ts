import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface GitServer {
  url: string;
  /** Whether it asks who is there, from now on. */
  locked: boolean;
  /** Requests so far. */
  count: number;
  stop(): Promise<void>;
}

/** Git's own HTTP server for the repositories in a folder. */
export async function startGitServer(root: string): Promise<GitServer> {
  const state = { locked: false, count: 0 };
  const server = createServer((request, response) => {
    state.count += 1;
    if (state.locked) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
      response.end();
      return;
    }
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
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
      },
    });
    request.pipe(cgi.stdin);
    cgi.stdin.on('error', () => {});
    const said: Buffer[] = [];
    cgi.stdout.on('data', chunk => said.push(chunk));
    cgi.on('close', () => {
      const answer = Buffer.concat(said);
      const end = answer.indexOf('\r\n\r\n');
      const headers = answer.toString('latin1', 0, end).split('\r\n');
      let status = 200;
      for (const line of headers) {
        const [name, value = ''] = line.split(/: ?(.*)/s);
        if (name.toLowerCase() === 'status') status = parseInt(value, 10);
        else if (name) response.setHeader(name, value);
      }
      response.writeHead(status);
      response.end(answer.subarray(end + 4));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // Sockets of the test, an address by construction.
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

/** Commits files, and gives the commit. */
export async function commit(
  repository: string,
  files: Record<string, string>,
  tag?: string,
): Promise<string> {
  const git = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(
      'git',
      ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args],
      { cwd: repository },
    );
    return stdout.trim();
  };
  await mkdir(repository, { recursive: true });
  await git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
  await git('add', '-A');
  await git('commit', '-q', '-m', 'change');
  if (tag !== undefined) await git('tag', tag);
  return git('rev-parse', 'HEAD');
}
