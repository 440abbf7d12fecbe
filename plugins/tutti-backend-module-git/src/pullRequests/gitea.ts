import { JsonValue } from '@tutti/engine';
import {
  at as valueAt,
  numberAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { closedOr, pulls, writingPulls } from './github';
import { HostApi } from './HostApi';
import { PullRequest, PullRequestHost } from './PullRequestHost';

/** It cannot be asked for those of one branch: among so many that changed last it has to be. */
const MOST_LOOKED_AT = '50';

/** The REST API of Gitea, and of Forgejo. */
export function gitea(api: HostApi): PullRequestHost {
  return {
    async newest(at, { from, into }) {
      const found = await api.get(pulls(at), {
        state: 'all',
        sort: 'recentupdate',
        limit: MOST_LOOKED_AT,
      });
      const ours = (Array.isArray(found) ? found : []).filter(
        pull =>
          textAt(pull, 'head', 'ref') === from &&
          textAt(pull, 'base', 'ref') === into,
      );
      const [newest] = ours.sort(
        (one, other) => numberOf(other) - numberOf(one),
      );
      return newest === undefined ? undefined : read(newest);
    },
    ...writingPulls(api, read),
  };
}

function numberOf(pull: JsonValue): number {
  return numberAt(pull, 'number') ?? 0;
}

function read(pull: JsonValue): PullRequest {
  return {
    id: String(numberOf(pull)),
    url: textAt(pull, 'html_url') ?? '',
    state: closedOr(
      textAt(pull, 'state') === 'open',
      valueAt(pull, 'merged') === true,
    ),
    commit: textAt(pull, 'head', 'sha') ?? '',
  };
}
