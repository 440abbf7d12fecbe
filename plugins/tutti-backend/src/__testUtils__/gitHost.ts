import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

export interface GitHost {
  /** `http://127.0.0.1:1234` */
  address: string;
  /** By pull request: `repos/acme/shop/issues/7/comments`. */
  comments(path: string): string[];
  /** What was asked that changes something: `POST /repos/…`. */
  changes: string[];
  close(): Promise<void>;
}

interface Comment {
  id: number;
  path: string;
  body: string;
}

/**
 * What GitHub and GitLab do with the comments of a pull request, and GitHub’s service that gives a job
 * its identity.
 *
 * @param tokens - that it knows; everybody else is refused
 * @param identity - the token of the job, for an audience
 */
export async function startGitHost(
  tokens: string[],
  identity: (audience: string) => string,
): Promise<GitHost> {
  const comments: Comment[] = [];
  const changes: string[] = [];

  async function answer(asked: IncomingMessage): Promise<[number, unknown]> {
    const { pathname, searchParams } = new URL(
      asked.url ?? '/',
      'http://localhost',
    );
    const token =
      asked.headers['private-token'] ??
      asked.headers.authorization?.replace('Bearer ', '');
    if (typeof token !== 'string' || !tokens.includes(token)) return [401, {}];
    if (pathname === '/identity') {
      return [200, { value: identity(searchParams.get('audience') ?? '') }];
    }
    const path = pathname.slice(1);
    if (asked.method === 'GET') {
      return [200, comments.filter(each => each.path === path)];
    }
    changes.push(`${asked.method} ${pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(Buffer.from(chunk));
    const { body } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (asked.method === 'POST') {
      comments.push({ id: comments.length + 1, path, body });
      return [201, {}];
    }
    const id = Number(path.split('/').at(-1));
    const found = comments.find(each => each.id === id);
    if (!found) return [404, {}];
    found.body = body;
    return [200, {}];
  }

  const server = createServer((asked, reply) => {
    answer(asked).then(
      ([status, body]) => {
        reply.writeHead(status, { 'Content-Type': 'application/json' });
        reply.end(JSON.stringify(body));
      },
      () => reply.destroy(),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    comments: path =>
      comments.filter(each => each.path === path).map(({ body }) => body),
    changes,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
