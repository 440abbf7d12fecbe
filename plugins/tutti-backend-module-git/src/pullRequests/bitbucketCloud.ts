import { JsonValue } from '@tutti/engine';
import {
  numberAt,
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { HostApi } from './HostApi';
import { PullRequest, PullRequestHost } from './PullRequestHost';
import { Repository } from './repositoryAt';

/** Bitbucket Cloud's API, version 2. */
export function bitbucketCloud(api: HostApi): PullRequestHost {
  return {
    async newest(at, { from, into }) {
      const found = await api.get(requests(at), {
        // Without the states only open ones are told.
        state: ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'],
        q: `source.branch.name = ${JSON.stringify(
          from,
        )} AND destination.branch.name = ${JSON.stringify(into)}`,
        sort: '-created_on',
        pagelen: '1',
      });
      const [newest] = objectsAt(found, 'values');
      return newest && read(newest);
    },
    async create(at, { from, into }, { title, body }) {
      return read(
        await api.post(requests(at), {
          title,
          description: body,
          source: { branch: { name: from } },
          destination: { branch: { name: into } },
        }),
      );
    },
    async change(at, id, { title, body }) {
      await api.put(`${requests(at)}/${id}`, { title, description: body });
    },
  };
}

function requests({ owner, name }: Repository): string {
  return `/repositories/${owner}/${name}/pullrequests`;
}

const STATES: Record<string, PullRequest['state']> = {
  OPEN: 'open',
  MERGED: 'merged',
};

function read(request: JsonValue): PullRequest {
  return {
    id: String(numberAt(request, 'id')),
    url: textAt(request, 'links', 'html', 'href') ?? '',
    state: STATES[textAt(request, 'state') ?? ''] ?? 'closed',
    commit: textAt(request, 'source', 'commit', 'hash') ?? '',
  };
}
