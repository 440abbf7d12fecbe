import { JsonValue } from '@tutti/engine';
import {
  numberAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { HostApi } from './HostApi';
import { PullRequest, PullRequestHost } from './PullRequestHost';
import { Repository } from './repositoryAt';

/** GitHub's REST API, of github.com and of Enterprise Server. */
export function github(api: HostApi): PullRequestHost {
  return {
    async newest({ owner, ...at }, { from, into }) {
      const found = await api.get(pulls({ owner, ...at }), {
        head: `${owner}:${from}`,
        base: into,
        state: 'all',
        sort: 'created',
        direction: 'desc',
        per_page: '1',
      });
      return Array.isArray(found) && found.length > 0
        ? read(found[0])
        : undefined;
    },
    ...writingPulls(api, read),
  };
}

/** Gitea takes what is written as GitHub does. */
export function writingPulls(
  api: HostApi,
  readPull: (pull: JsonValue) => PullRequest,
): Pick<PullRequestHost, 'create' | 'change'> {
  return {
    async create(at, { from, into }, text) {
      return readPull(
        await api.post(pulls(at), { ...text, head: from, base: into }),
      );
    },
    async change(at, id, { title, body }) {
      await api.patch(`${pulls(at)}/${id}`, { title, body });
    },
  };
}

export function pulls({ owner, name }: Repository): string {
  return `/repos/${owner}/${name}/pulls`;
}

function read(pull: JsonValue): PullRequest {
  const isMerged = textAt(pull, 'merged_at') !== undefined;
  return {
    id: String(numberAt(pull, 'number')),
    url: textAt(pull, 'html_url') ?? '',
    state: closedOr(textAt(pull, 'state') === 'open', isMerged),
    commit: textAt(pull, 'head', 'sha') ?? '',
  };
}

/** Of the APIs that call what is merged closed as well. */
export function closedOr(
  isOpen: boolean,
  isMerged: boolean,
): PullRequest['state'] {
  if (isMerged) return 'merged';
  return isOpen ? 'open' : 'closed';
}
