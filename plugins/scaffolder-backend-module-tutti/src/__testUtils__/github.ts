import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';

export const TOKEN = 'tok';

type Files = Record<string, string>;

/** What Backstage sends, as far as it is looked at. */
interface Sent {
  content: string;
  encoding: BufferEncoding;
  base_tree: string;
  tree: string | { path: string; content?: string; sha: string }[];
  message: string;
  variables: { head: string };
  ref: string;
  sha: string;
  title: string;
  head: string;
  base: string;
}

interface PullRequest {
  number: number;
  title: string;
  head: string;
  base: string;
}

export interface GitHub {
  /** `127.0.0.1:1234` */
  host: string;
  /** Files at the head of a branch. */
  branches: Map<string, Files>;
  pullRequests: PullRequest[];
  stop(): Promise<void>;
}

/**
 * A stand-in for GitHub's API of one repository, `team/ledger`, in memory: what Backstage asks when
 * it reads a file and opens a pull request. It shows what the template sends; it does not show that
 * GitHub answers like this.
 */
export async function startGitHub(files: Files): Promise<GitHub> {
  const branches = new Map<string, Files>([['main', files]]);
  const pullRequests: PullRequest[] = [];
  const trees = new Map<string, Files>();
  const commits = new Map<string, string>();

  let host = '';

  const keepTree = (tree: Files): string => {
    const sha = createHash('sha1').update(JSON.stringify(tree)).digest('hex');
    trees.set(sha, tree);
    return sha;
  };
  const treeOf = (sha: string): Files =>
    trees.get(commits.get(sha) ?? '') ?? {};
  const openOf = (branch: string) =>
    pullRequests.find(({ head }) => head === `team:${branch}`);
  const addressOf = (number: number) =>
    `http://${host}/team/ledger/pull/${number}`;

  type Answer = (
    body: Sent,
    parts: string[],
    query: URLSearchParams,
  ) => unknown;
  const routes: [string, RegExp, Answer][] = [
    [
      'GET',
      /^\/repos\/team\/ledger$/,
      () => ({ default_branch: 'main', permissions: { push: true } }),
    ],
    [
      'GET',
      /^\/repos\/team\/ledger\/commits$/,
      (_body, _parts, query) => {
        const tree = keepTree(branches.get(query.get('sha') ?? 'main') ?? {});
        commits.set(tree, tree);
        return [{ sha: tree, commit: { tree: { sha: tree } } }];
      },
    ],
    [
      'POST',
      /^\/repos\/team\/ledger\/git\/blobs$/,
      ({ content, encoding }) => ({
        sha: keepTree({ blob: Buffer.from(content, encoding).toString() }),
      }),
    ],
    [
      'POST',
      /^\/repos\/team\/ledger\/git\/trees$/,
      ({ base_tree: base, tree }) => {
        const after = { ...trees.get(base) };
        if (typeof tree === 'string') return {};
        for (const { path, content, sha } of tree) {
          after[path] = content ?? trees.get(sha)?.blob ?? '';
        }
        return { sha: keepTree(after) };
      },
    ],
    [
      'POST',
      /^\/repos\/team\/ledger\/git\/commits$/,
      ({ tree, message }) => {
        if (typeof tree !== 'string') return {};
        const sha = createHash('sha1')
          .update(tree + message)
          .digest('hex');
        commits.set(sha, tree);
        return { sha };
      },
    ],
    [
      'POST',
      /^\/graphql$/,
      ({ variables: { head } }) => {
        const open = openOf(head);
        const node = open && {
          number: open.number,
          url: addressOf(open.number),
        };
        return {
          data: {
            repository: {
              ref: branches.has(head)
                ? { associatedPullRequests: { edges: node ? [{ node }] : [] } }
                : null,
            },
          },
        };
      },
    ],
    [
      'POST',
      /^\/repos\/team\/ledger\/git\/refs$/,
      ({ ref, sha }) => {
        branches.set(ref.replace('refs/heads/', ''), treeOf(sha));
        return {};
      },
    ],
    [
      'PATCH',
      /^\/repos\/team\/ledger\/git\/refs\/heads\/(.+)$/,
      ({ sha }, [branch]) => {
        branches.set(branch, treeOf(sha));
        return {};
      },
    ],
    [
      'POST',
      /^\/repos\/team\/ledger\/pulls$/,
      ({ title, head, base }) => {
        const number = pullRequests.length + 1;
        pullRequests.push({ number, title, head, base });
        return { number, html_url: addressOf(number), base: { ref: base } };
      },
    ],
    [
      'PATCH',
      /^\/repos\/team\/ledger\/pulls\/(\d+)$/,
      ({ title, base }, [number]) => {
        Object.assign(pullRequests[Number(number) - 1], { title });
        return {
          number: Number(number),
          html_url: addressOf(Number(number)),
          base: { ref: base },
        };
      },
    ],
  ];

  async function answer(asked: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://x');
    const path = decodeURIComponent(pathname.replace(/^\/api(\/v3)?/, ''));
    const end = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    if (!asked.headers.authorization?.endsWith(TOKEN)) {
      end(401, { message: 'Bad credentials' });
      return;
    }
    const file = /^\/repos\/team\/ledger\/contents\/(.+)$/.exec(path)?.[1];
    if (file) {
      const text = branches.get('main')?.[file];
      end(text === undefined ? 404 : 200, text ?? { message: 'Not Found' });
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    for (const [method, pattern, play] of routes) {
      const match = pattern.exec(path);
      if (method === asked.method && match) {
        const body = JSON.parse(text || '{}');
        end(200, play(body, match.slice(1), searchParams));
        return;
      }
    }
    end(404, { message: `Nobody plays ${asked.method} ${path}` });
  }

  const server = createServer((asked, response) => {
    void answer(asked, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`;
  return {
    host,
    branches,
    pullRequests,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
