import { JsonObject, JsonValue } from '@tutti/engine';
import {
  at as valueAt,
  numberAt,
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { HostApi } from './HostApi';
import { PullRequest, PullRequestHost } from './PullRequestHost';
import { Repository } from './repositoryAt';

/** The API of Bitbucket Server and Data Center, version 1. */
export function bitbucketServer(api: HostApi): PullRequestHost {
  return {
    async newest(at, { from, into }) {
      const found = await api.get(requests(at), {
        state: 'ALL',
        direction: 'OUTGOING',
        at: refOf(from),
        order: 'NEWEST',
      });
      const newest = objectsAt(found, 'values').find(
        request => textAt(request, 'toRef', 'id') === refOf(into),
      );
      return newest && read(newest);
    },
    async create(at, { from, into }, { title, body }) {
      return read(
        await api.post(requests(at), {
          title,
          description: body,
          fromRef: { id: refOf(from), repository: nameOf(at) },
          toRef: { id: refOf(into), repository: nameOf(at) },
        }),
      );
    },
    async change(at, id, { title, body }) {
      const path = `${requests(at)}/${id}`;
      const known = await api.get(path);
      await api.put(path, {
        title,
        description: body,
        // It is refused where it does not name the version, and what it leaves out is taken away.
        version: numberAt(known, 'version') ?? 0,
        reviewers: valueAt(known, 'reviewers') ?? [],
      });
    },
  };
}

function refOf(branch: string): string {
  return `refs/heads/${branch}`;
}

function requests({ owner, name }: Repository): string {
  return `/projects/${owner}/repos/${name}/pull-requests`;
}

function nameOf({ owner, name }: Repository): JsonObject {
  return { slug: name, project: { key: owner } };
}

const STATES: Record<string, PullRequest['state']> = {
  OPEN: 'open',
  MERGED: 'merged',
};

function read(request: JsonValue): PullRequest {
  const [self] = objectsAt(request, 'links', 'self');
  return {
    id: String(numberAt(request, 'id')),
    url: textAt(self, 'href') ?? '',
    state: STATES[textAt(request, 'state') ?? ''] ?? 'closed',
    commit: textAt(request, 'fromRef', 'latestCommit') ?? '',
  };
}
