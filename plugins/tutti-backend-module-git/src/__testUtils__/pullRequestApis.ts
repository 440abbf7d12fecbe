/** Whose API is played. */
export type Flavour =
  | 'github'
  | 'gitlab'
  | 'gitea'
  | 'bitbucketCloud'
  | 'bitbucketServer';

export interface Kept {
  id: number;
  from: string;
  into: string;
  title: string;
  body: string;
  state: 'open' | 'merged' | 'closed';
  /** Of its branch, while it is open. */
  commit: string;
  version: number;
  reviewers: unknown[];
}

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

interface Api {
  path: string;
  changes: 'PATCH' | 'PUT';
  /** Of those that are kept, the newest first. */
  find(newest: Kept[], question: Asked): Kept[];
  list(shown: object[]): unknown;
  take(body: any): Pick<Kept, 'from' | 'into' | 'title' | 'body'>;
  show(pull: Kept): object;
}

const limited = (found: Kept[], query: URLSearchParams, name: string) =>
  found.slice(0, Number(query.get(name) ?? 30));

export const APIS: Record<Flavour, Api> = {
  github: {
    path: '/repos/acme/deployments/pulls',
    changes: 'PATCH',
    find: (newest, { query }) =>
      limited(
        newest.filter(
          pull =>
            query.get('head') === `acme:${pull.from}` &&
            query.get('base') === pull.into &&
            (query.get('state') === 'all' || pull.state === 'open'),
        ),
        query,
        'per_page',
      ),
    list: shown => shown,
    take: ({ head, base, title, body }) => ({
      ...{ from: head, into: base, title, body },
    }),
    show: ({ id, state, from, into, commit }) => ({
      number: id,
      state: state === 'open' ? 'open' : 'closed',
      merged_at: state === 'merged' ? '2026-11-30T12:00:00Z' : null,
      html_url: `https://host/acme/deployments/pull/${id}`,
      head: { ref: from, sha: commit },
      base: { ref: into },
    }),
  },
  gitlab: {
    path: '/projects/acme%2Fdeployments/merge_requests',
    changes: 'PUT',
    find: (newest, { query }) =>
      limited(
        newest.filter(
          pull =>
            query.get('source_branch') === pull.from &&
            query.get('target_branch') === pull.into,
        ),
        query,
        'per_page',
      ),
    list: shown => shown,
    take: ({ source_branch: from, target_branch: into, ...text }) => ({
      ...{ from, into, title: text.title, body: text.description },
    }),
    show: ({ id, state, commit }) => ({
      id: 900 + id,
      iid: id,
      state: state === 'open' ? 'opened' : state,
      web_url: `https://host/acme/deployments/-/merge_requests/${id}`,
      sha: commit,
    }),
  },
  gitea: {
    path: '/api/v1/repos/acme/deployments/pulls',
    changes: 'PATCH',
    find: (newest, { query }) =>
      limited(
        newest.filter(
          pull => query.get('state') === 'all' || pull.state === 'open',
        ),
        query,
        'limit',
      ),
    list: shown => shown,
    take: ({ head, base, title, body }) => ({
      ...{ from: head, into: base, title, body },
    }),
    show: ({ id, state, from, into, commit }) => ({
      number: id,
      state: state === 'open' ? 'open' : 'closed',
      merged: state === 'merged',
      html_url: `https://host/acme/deployments/pulls/${id}`,
      head: { ref: from, sha: commit },
      base: { ref: into },
    }),
  },
  bitbucketCloud: {
    path: '/repositories/acme/deployments/pullrequests',
    changes: 'PUT',
    find: (newest, { query }) =>
      limited(
        newest.filter(
          pull =>
            query.get('q') ===
              `source.branch.name = "${pull.from}" AND destination.branch.name = "${pull.into}"` &&
            query
              .getAll('state')
              .includes(
                { open: 'OPEN', merged: 'MERGED', closed: 'DECLINED' }[
                  pull.state
                ],
              ),
        ),
        query,
        'pagelen',
      ),
    list: values => ({ values }),
    take: ({ source, destination, title, description }) => ({
      from: source.branch.name,
      into: destination.branch.name,
      title,
      body: description,
    }),
    show: ({ id, state, from, commit }) => ({
      id,
      state: { open: 'OPEN', merged: 'MERGED', closed: 'DECLINED' }[state],
      links: { html: { href: `https://host/acme/deployments/pr/${id}` } },
      source: { branch: { name: from }, commit: { hash: commit } },
    }),
  },
  bitbucketServer: {
    path: '/projects/acme/repos/deployments/pull-requests',
    changes: 'PUT',
    find: (newest, { query }) =>
      newest.filter(
        pull =>
          query.get('direction') === 'OUTGOING' &&
          query.get('at') === `refs/heads/${pull.from}` &&
          (query.get('state') === 'ALL' || pull.state === 'open'),
      ),
    list: values => ({ values, isLastPage: true }),
    take: ({ fromRef, toRef, title, description }) => ({
      from: fromRef.id.replace('refs/heads/', ''),
      into: toRef.id.replace('refs/heads/', ''),
      title,
      body: description,
    }),
    show: ({ id, state, from, into, commit, version, reviewers }) => ({
      ...{ id, version, reviewers },
      state: { open: 'OPEN', merged: 'MERGED', closed: 'DECLINED' }[state],
      links: { self: [{ href: `https://host/acme/deployments/pr/${id}` }] },
      fromRef: { id: `refs/heads/${from}`, latestCommit: commit },
      toRef: { id: `refs/heads/${into}` },
    }),
  },
};
