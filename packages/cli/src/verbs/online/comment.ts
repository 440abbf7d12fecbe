import { readSource } from '../../files';
import { NoAnswer, RefusedByPortal } from '../../online/errors';
import { PullRequest, pullRequestOf } from '../../online/pullRequest';
import { request } from '../../online/request';
import { EXIT, Terminal, UsageError } from '../../Terminal';

const PAGE = 100;

interface Comment {
  id: number;
  body: string;
}

/**
 * Posts a text on the pull request that the CI is at work for. One that begins with the same line is
 * written over: there is never a second one.
 *
 * @param file - Markdown; else standard input
 */
export async function comment(
  file: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const pullRequest = pullRequestOf(process.env);
  const body =
    file === undefined ? await terminal.input.text() : readSource(file).text;
  const [marker] = body.split('\n');
  if (!/^<!-- .+ -->$/.test(marker)) {
    throw new UsageError(
      'the text must begin with a line that finds it again, as those of tutti do: <!-- name -->',
    );
  }
  const there = await find(pullRequest, marker);
  if (there?.body.trim() === body.trim()) {
    terminal.err('the comment is there as it is\n');
    return EXIT.ok;
  }
  const { comments, method } = pullRequest;
  await (there
    ? send(pullRequest, pullRequest.comment(there.id), method, body)
    : send(pullRequest, comments, 'POST', body));
  terminal.err(`the comment was ${there ? 'written over' : 'posted'}\n`);
  return EXIT.ok;
}

async function find(
  { comments, headers }: PullRequest,
  marker: string,
): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const answer = await asked(`${comments}?per_page=${PAGE}&page=${page}`, {
      headers,
    });
    const items: unknown = await answer.json();
    if (!Array.isArray(items)) {
      throw new NoAnswer(`${comments} answers with something else`);
    }
    const found = items.find(
      (item): item is Comment => item?.body?.split('\n')[0].trim() === marker,
    );
    if (found || items.length < PAGE) return found;
  }
}

async function send(
  { headers }: PullRequest,
  url: string,
  method: string,
  body: string,
): Promise<void> {
  await asked(url, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ body }),
  });
}

/** @throws RefusedByPortal where the Git host does not do it; NoAnswer */
async function asked(url: string, init: RequestInit): Promise<Response> {
  const { host } = new URL(url);
  const answer = await request(host, url, init);
  if (answer.status >= 500) {
    throw new NoAnswer(`${host} answers ${answer.status}`);
  }
  if (!answer.ok) {
    throw new RefusedByPortal(
      `${host} answers ${answer.status}: may the token comment on pull requests?`,
    );
  }
  return answer;
}
