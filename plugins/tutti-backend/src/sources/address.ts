import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { isInside } from '@tutti/engine';

/** Which file of which repository: as registered, with the URL of the entity filled in. */
export interface ScoreLocation {
  /** A repository, a folder of one, or the Score file, as a browser shows it. */
  url: string;
  /** The Score file below `url`; `score.yaml` where nothing else is said. */
  path?: string;
  /** Branch, tag or commit; else the one in `url`, else the default branch. */
  ref?: string;
}

/** The Score file's address, and those of the files of its folder. */
export interface ScoreAddress {
  url: string;
  /** @param path - Relative to the folder of the Score file, and inside it. */
  beside(path: string): string;
}

const DEFAULT_PATH = 'score.yaml';
/** What `git check-ref-format` refuses, as far as it could change which file is read. */
const NO_REF = /(^|\/)[./]|\.\.|@\{|[\s~^:?*[\\\p{Cc}]|\/$/u;
const IS_COMMIT = /^[0-9a-f]{40}$/;
const IS_YAML = /\.ya?ml$/i;

/** An address in a browser, taken apart. */
interface Parts {
  /** Up to the repository, without what names a ref or a path. */
  root: string;
  ref?: string;
  path: string;
}

/** How one kind of host writes an address. */
interface Layout {
  split(url: URL): Parts | undefined;
  /** @returns undefined where a ref is needed, and there is none. */
  join(parts: Parts): string | undefined;
}

/**
 * Root, ref and path are groups of the pathname.
 *
 * @param head - Stands for the default branch; absent where the host knows no such word.
 */
function byPathname(
  pattern: RegExp,
  below: string,
  head: string | undefined,
): Layout {
  return {
    split({ origin, pathname }) {
      const { root, ref, path = '' } = pattern.exec(pathname)?.groups ?? {};
      return root === undefined
        ? undefined
        : {
            root: origin + root,
            ...(ref && { ref: decodeURIComponent(ref) }),
            path: decodeURIComponent(path),
          };
    },
    join({ root, ref = head, path }) {
      return (
        ref && [root, below, encodeURIComponent(ref), escaped(path)].join('/')
      );
    },
  };
}

const LAYOUTS: Record<string, Layout> = {
  github: byPathname(
    /^(?<root>\/[^/]+\/[^/]+?)(\.git)?(\/(tree|blob|raw|edit)\/(?<ref>[^/]+)(\/(?<path>.*))?)?\/?$/,
    'blob',
    'HEAD',
  ),
  gitlab: byPathname(
    /^(?<root>\/.+?)(\.git)?((\/-)?\/(tree|blob|raw|edit)\/(?<ref>[^/]+)(\/(?<path>.*))?)?\/?$/,
    '-/blob',
    'HEAD',
  ),
  bitbucketCloud: byPathname(
    /^(?<root>\/[^/]+\/[^/]+?)(\.git)?(\/src\/(?<ref>[^/]+)(\/(?<path>.*))?)?\/?$/,
    'src',
    'HEAD',
  ),
  gitea: byPathname(
    /^(?<root>\/.+?)(\.git)?(\/src\/(branch|tag|commit)\/(?<ref>[^/]+)(\/(?<path>.*))?)?\/?$/,
    'src/branch',
    undefined,
  ),
  bitbucketServer: {
    split({ origin, pathname, searchParams }) {
      const { root, path = '' } =
        /^(?<root>\/(projects|users)\/[^/]+\/repos\/[^/]+)(\/(browse|raw)(\/(?<path>.*))?)?\/?$/.exec(
          pathname,
        )?.groups ?? {};
      const ref = searchParams.get('at');
      return root === undefined
        ? undefined
        : {
            root: origin + root,
            ...(ref && { ref }),
            path: decodeURIComponent(path),
          };
    },
    join: ({ root, ref, path }) =>
      ref && `${root}/browse/${escaped(path)}?at=${encodeURIComponent(ref)}`,
  },
  azure: {
    split({ origin, pathname, searchParams }) {
      const version = searchParams.get('version');
      return /\/_git\//.test(pathname)
        ? {
            root: origin + pathname.replace(/\/+$/, ''),
            // `GBmain`: a branch; tags and commits have other letters.
            ...(version && { ref: version }),
            path: (searchParams.get('path') ?? '').replace(/^\//, ''),
          }
        : undefined;
    },
    join({ root, ref, path }) {
      const version =
        ref &&
        (/^G[BTC]/.test(ref)
          ? ref
          : `${IS_COMMIT.test(ref) ? 'GC' : 'GB'}${ref}`);
      return `${root}?path=${encodeURIComponent(`/${path}`)}${
        version ? `&version=${encodeURIComponent(version)}` : ''
      }`;
    },
  },
};

/** A host that is only on `backend.reading.allow`: files without a ref. */
const PLAIN: Layout = {
  split: ({ origin, pathname }) => {
    const at = IS_YAML.test(pathname)
      ? pathname.lastIndexOf('/') + 1
      : undefined;
    return {
      root: origin + pathname.slice(0, at).replace(/\/+$/, ''),
      path: at === undefined ? '' : decodeURIComponent(pathname.slice(at)),
    };
  },
  join: ({ root, path }) => `${root}/${escaped(path)}`,
};

/**
 * Where the Score file is read: an address as the SCM's own pages have it, which a `UrlReader`
 * understands. Whether it may be read, the reader says.
 *
 * @throws InputError that names the field.
 */
export function locate(
  { url, path, ref }: ScoreLocation,
  integrations: ScmIntegrationRegistry,
): ScoreAddress {
  const parsed = checkedUrl(url);
  const layout = LAYOUTS[integrations.byUrl(parsed)?.type ?? ''];
  if (!layout && (ref !== undefined || parsed.search !== '')) {
    throw new InputError(
      `source.url: the portal has no integration for ${parsed.host}, so a URL there has neither a ref nor a query`,
    );
  }
  if (ref !== undefined && NO_REF.test(ref)) {
    throw new InputError(
      `source.ref: '${ref}' is no branch, tag or commit as Git names them`,
    );
  }
  const { join, split } = layout ?? PLAIN;
  const parts = split(parsed);
  if (!parts) {
    throw new InputError(
      `source.url: '${url}' is no repository, folder or file of ${parsed.host}, as its pages show them`,
    );
  }
  const file = scoreFile(parts.path, path);
  const at = (place: string) => {
    const address = join({ ...parts, ...(ref && { ref }), path: place });
    if (!address) {
      throw new InputError(
        `source.ref: give a branch, tag or commit: ${parsed.host} has no address for the default branch`,
      );
    }
    return address;
  };
  return {
    url: at(file),
    beside(name) {
      if (!isInside(name)) {
        throw new InputError(`'${name}' leads out of the Score file's folder`);
      }
      return at(posix.join(posix.dirname(file), name));
    },
  };
}

/** The repository that an address is in, as far as its host is one of the portal's integrations. */
export function repositoryAt(
  url: URL,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  const layout = LAYOUTS[integrations.byUrl(url)?.type ?? ''];
  return layout?.split(url)?.root;
}

/** The page on which the SCM edits the file at an address; the address itself where it has none. */
export function editAddress(
  url: string,
  integrations: ScmIntegrationRegistry,
): string {
  const integration = integrations.byUrl(url);
  return integration && Object.hasOwn(LAYOUTS, integration.type)
    ? integration.resolveEditUrl(url)
    : url;
}

function checkedUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new InputError(
      `source.url: '${url}' is no address that begins with https:// or http://`,
    );
  }
  if (!isDecodable(parsed.pathname)) {
    throw new InputError(`source.url: '${url}' has a % that escapes nothing`);
  }
  if (parsed.username || parsed.password) {
    throw new InputError(
      'source.url: leave out who signs in: everybody who sees the application sees the URL, and the integrations of the portal sign in',
    );
  }
  return parsed;
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== '';
  } catch {
    return false;
  }
}

function scoreFile(inUrl: string, path: string | undefined): string {
  if (IS_YAML.test(inUrl)) {
    if (path !== undefined) {
      throw new InputError(
        'source.path: the URL names a file already; give its folder or leave the path out',
      );
    }
    return inUrl;
  }
  const file = path ?? DEFAULT_PATH;
  if (!isInside(file) || !IS_YAML.test(file)) {
    throw new InputError(
      `source.path: '${file}' must be a YAML file below the URL, without ".."`,
    );
  }
  return posix.join(inUrl, file);
}

function escaped(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
