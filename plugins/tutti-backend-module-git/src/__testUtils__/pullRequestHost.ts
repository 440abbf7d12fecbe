import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { APIS, Asked, Flavour, Kept } from './pullRequestApis';

export type { Flavour };

export const TOKEN = `canary-${crypto.randomUUID()}`;

/**
 * The part of a host's API that is about pull requests of the repository `acme/deployments`, played as the host
 * documents it. It shows what happens between Tutti and such an API, not that a host answers like this.
 */
export interface PullRequestServer {
  /** `http://127.0.0.1:1234` */
  base: string;
  kept: Kept[];
  /** What came: `POST /repos/acme/deployments/pulls`. */
  asked: string[];
  /** Answers with this status, whatever is asked. */
  refuse?: { status: number; body: unknown };
  stop(): Promise<void>;
}

type Answer = [status: number, body: unknown];

/** @param headOf - the newest commit of a branch; undefined where there is none */
export async function startPullRequestServer(
  flavour: Flavour,
  headOf: (branch: string) => Promise<string | undefined>,
): Promise<PullRequestServer> {
  const kept: Kept[] = [];
  const asked: string[] = [];
  const settings: Pick<PullRequestServer, 'refuse'> = {};
  const server = createServer(async (request, response) => {
    const { body, ...question } = await read(request);
    asked.push(`${question.method} ${question.path}`);
    if (!String(request.headers.authorization).includes(TOKEN)) {
      end(response, [401, { message: 'Bad credentials' }]);
      return;
    }
    if (settings.refuse) {
      end(response, [settings.refuse.status, settings.refuse.body]);
      return;
    }
    for (const pull of kept.filter(each => each.state === 'open')) {
      pull.commit = (await headOf(pull.from)) ?? pull.commit;
    }
    end(response, await answer({ ...question, body }));
  });

  async function answer(question: Asked): Promise<Answer> {
    const api = APIS[flavour];
    const { method, path } = question;
    if (path === api.path && method === 'GET') {
      const found = api.find([...kept].reverse(), question);
      return [200, api.list(found.map(api.show))];
    }
    if (path === api.path && method === 'POST') {
      const { from, into, title, body } = api.take(question.body);
      const commit = await headOf(from);
      if (commit === undefined || title === '') {
        return [422, { message: 'Validation Failed', errors: ['head'] }];
      }
      if (
        kept.some(
          each =>
            each.state === 'open' &&
            isDeepStrictEqual([each.from, each.into], [from, into]),
        )
      ) {
        return [409, { message: 'A pull request already exists' }];
      }
      const pull: Kept = {
        ...{ id: kept.length + 1, from, into, title, body, commit },
        ...{ state: 'open', version: 0, reviewers: [{ user: 'maria' }] },
      };
      kept.push(pull);
      return [201, api.show(pull)];
    }
    const one = kept.find(({ id }) => path === `${api.path}/${id}`);
    if (one && method === 'GET') return [200, api.show(one)];
    if (one && method === api.changes) {
      if (flavour === 'bitbucketServer') {
        if (question.body.version !== one.version) {
          return [409, { errors: [{ message: 'out of date' }] }];
        }
        one.reviewers = (question.body.reviewers as unknown[]) ?? [];
      }
      const { title, body, description } = question.body;
      one.title = String(title);
      one.body = String(body ?? description);
      one.version += 1;
      return [200, api.show(one)];
    }
    return [404, { message: 'Not Found' }];
  }

  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(settings, {
    base: `http://127.0.0.1:${port}`,
    kept,
    asked,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://x');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
  };
}

function end(response: ServerResponse, [status, body]: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
