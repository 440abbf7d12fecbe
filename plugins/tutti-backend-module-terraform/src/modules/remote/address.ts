import { DriverError } from '@tutti/engine';

/** Where a module is that is not in the platform team's own folder. */
export type ModuleAddress =
  | { kind: 'git'; url: string; ref?: string; path: string }
  | {
      kind: 'archive';
      url: string;
      path: string;
      /** `//*`: what counts is the one folder that the archive holds. */
      inOnly: boolean;
    }
  | {
      kind: 'registry';
      /** Absent: the configured one. */
      host?: string;
      /** `namespace/name/provider` */
      module: string;
      path: string;
    };

const NAME = '[0-9A-Za-z][0-9A-Za-z_-]*';
const REGISTRY = new RegExp(
  `^(?:(?<host>[0-9A-Za-z][0-9A-Za-z.-]*\\.[A-Za-z]{2,}(?::\\d+)?|localhost:\\d+|127\\.0\\.0\\.1:\\d+)/)?(?<module>${NAME}/${NAME}/${NAME})$`,
);
const SHORT_HOST = /^(github\.com|gitlab\.com|bitbucket\.org)\/[^/]+\/[^/]+/;

/**
 * Reads a source as Terraform and OpenTofu write it, with `//folder` inside of what it names.
 *
 * @throws DriverError when it is none that can be fetched; the message has no credentials.
 */
export function parseAddress(source: string): ModuleAddress {
  const { base, path, query } = split(source);
  const [, getter, rest] = /^([a-z0-9]+)::(.*)$/.exec(base) ?? [];
  if (getter !== undefined && getter !== 'git') {
    throw unsupported(source, `"${getter}::" is none of them`);
  }
  if (getter === 'git' || SHORT_HOST.test(base)) {
    const url = checkedUrl(source, rest ?? gitUrl(base));
    const ref = query.get('ref');
    if (ref?.startsWith('-')) {
      throw unsupported(source, 'no ref begins with -');
    }
    return { kind: 'git', url, ...(ref && { ref }), path };
  }
  if (/^https?:\/\//.test(base)) {
    query.delete('archive');
    const url = new URL(checkedUrl(source, base));
    url.search = query.toString();
    const inOnly = path === '*' || path.startsWith('*/');
    return {
      kind: 'archive',
      url: url.href,
      path: inOnly ? path.slice(2) : path,
      inOnly,
    };
  }
  const { host, module } = REGISTRY.exec(base)?.groups ?? {};
  if (module === undefined) {
    throw unsupported(source, 'this is none of them');
  }
  return { kind: 'registry', ...(host && { host }), module, path };
}

/** A source for people: without who signs in, and without what may be a signature. */
export function sourceText(source: string): string {
  return source.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/, ref => {
    const named = new URLSearchParams(ref).get('ref');
    return named ? `?ref=${named}` : '';
  });
}

function split(source: string): {
  base: string;
  path: string;
  query: URLSearchParams;
} {
  const [whole, query = ''] = source.split(/\?(.*)/s);
  const from = whole.indexOf('://') + 1;
  const at = whole.indexOf('//', from > 0 ? from + 2 : 0);
  const path = at < 0 ? '' : whole.slice(at + 2).replace(/\/+$/, '');
  if (path.split('/').some(part => part === '..' || part === '.')) {
    throw unsupported(source, 'a folder does not lead out of its module');
  }
  return {
    base: at < 0 ? whole : whole.slice(0, at),
    path,
    query: new URLSearchParams(query),
  };
}

function gitUrl(short: string): string {
  return `https://${short.replace(/\.git$/, '')}.git`;
}

function checkedUrl(source: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw unsupported(
      source,
      url?.protocol === 'ssh:'
        ? 'modules are fetched by https:// only. Write git::https://host/path; an integration of the portal for that host signs in'
        : 'modules are fetched by https:// only',
    );
  }
  if (url.username || url.password) {
    throw unsupported(
      source,
      'leave out who signs in: the integrations of the portal do',
    );
  }
  return url.href;
}

function unsupported(source: string, why: string): DriverError {
  return new DriverError(
    `The module "${sourceText(
      source,
    )}" cannot be fetched: ${why}. A source is ` +
      './folder, git::https://…//folder?ref=…, https://…tar.gz, or namespace/name/provider of a registry.',
  );
}
