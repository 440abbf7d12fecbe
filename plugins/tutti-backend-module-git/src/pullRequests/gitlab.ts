import { JsonValue } from '@tutti/engine';
import {
  numberAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { HostApi } from './HostApi';
import { PullRequest, PullRequestHost } from './PullRequestHost';
import { Repository } from './repositoryAt';

/** GitLab's REST API; it calls them merge requests. */
export function gitlab(api: HostApi): PullRequestHost {
  return {
    async newest(at, { from, into }) {
      const found = await api.get(requests(at), {
        source_branch: from,
        target_branch: into,
        order_by: 'created_at',
        sort: 'desc',
        per_page: '1',
      });
      return Array.isArray(found) && found.length > 0
        ? read(found[0])
        : undefined;
    },
    async create(at, { from, into }, { title, body }) {
      return read(
        await api.post(requests(at), {
          source_branch: from,
          target_branch: into,
          title,
          description: body,
        }),
      );
    },
    async change(at, id, { title, body }) {
      await api.put(`${requests(at)}/${id}`, { title, description: body });
    },
  };
}

function requests({ path }: Repository): string {
  return `/projects/${encodeURIComponent(path)}/merge_requests`;
}

function read(request: JsonValue): PullRequest {
  const state = textAt(request, 'state');
  return {
    id: String(numberAt(request, 'iid')),
    url: textAt(request, 'web_url') ?? '',
    // `locked` is one that is being merged just now.
    state: state === 'merged' || state === 'closed' ? state : 'open',
    commit: textAt(request, 'sha') ?? '',
  };
}
