import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Secret } from '@tutti/engine';

/** How one cluster is reached. */
export type Access =
  | { kind: 'kubeconfig'; file?: string; context?: string }
  | { kind: 'inCluster' }
  | {
      kind: 'serviceAccountToken';
      url: string;
      /** As it is, or in a file that is read anew for each request. */
      token: Secret | { file: string };
      /** PEM, base64 encoded. */
      caData?: string;
      caFile?: string;
      skipTLSVerify: boolean;
    }
  | {
      kind: 'sandbox';
      url: string;
      /** Where addresses of routes are reached; absent = where the sandbox says. */
      routesPort?: number;
    };

export interface ClusterConfig {
  name: string;
  title?: string;
  access: Access;
  /** In whose name deployments write: of the person who asked for them. Absent: by the account itself. */
  impersonate?: 'requester';
}

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Reads `tutti.clusters`; none at all is an empty list.
 *
 * @throws InputError naming the config path of what is wrong.
 */
export function readClusters(config: Config): ClusterConfig[] {
  const root = 'tutti.clusters';
  const clusters = (config.getOptionalConfigArray(root) ?? []).map(
    (entry, index) => readCluster(entry, `${root}[${index}]`),
  );
  const seen = new Map<string, number>();
  clusters.forEach(({ name }, index) => {
    const first = seen.get(name);
    if (first !== undefined) {
      throw new InputError(
        `${root}[${index}].name: "${name}" is already the name of ${root}[${first}]`,
      );
    }
    seen.set(name, index);
  });
  return clusters;
}

function readCluster(config: Config, path: string): ClusterConfig {
  const name = requiredText(config, 'name', path);
  if (!NAME.test(name)) {
    throw new InputError(
      `${path}.name: "${name}" must consist of lower case letters, digits, "-" and "."`,
    );
  }
  const title = optionalText(config, 'title', path);
  const access = readAccess(config, path);
  const impersonate = optionalText(config, 'impersonate', path);
  if (impersonate !== undefined && impersonate !== 'requester') {
    throw new InputError(
      `${path}.impersonate: "${impersonate}" is not requester`,
    );
  }
  if (impersonate && access.kind === 'sandbox') {
    throw new InputError(
      `${path}.impersonate: a sandbox has no accounts; leave it out`,
    );
  }
  return {
    name,
    ...(title !== undefined && { title }),
    access,
    ...(impersonate && { impersonate }),
  };
}

function readAccess(config: Config, path: string): Access {
  const kind = requiredText(config, 'kind', path);
  switch (kind) {
    case 'kubeconfig': {
      const file = optionalText(config, 'file', path);
      const context = optionalText(config, 'context', path);
      return {
        kind,
        ...(file !== undefined && { file }),
        ...(context !== undefined && { context }),
      };
    }
    case 'inCluster':
      return { kind };
    case 'serviceAccountToken': {
      const url = requiredUrl(config, path, ['https:']);
      const token = readToken(config, path);
      const caData = optionalText(config, 'caData', path);
      const caFile = optionalText(config, 'caFile', path);
      if (caData !== undefined && caFile !== undefined) {
        throw new InputError(`${path}: give caData or caFile, not both`);
      }
      return {
        kind,
        url,
        token,
        ...(caData !== undefined && { caData }),
        ...(caFile !== undefined && { caFile }),
        skipTLSVerify: optionalFlag(config, 'skipTLSVerify', path),
      };
    }
    case 'sandbox': {
      const routesPort = optionalPort(config, 'routesPort', path);
      return {
        kind,
        url: requiredUrl(config, path, ['http:', 'https:']),
        ...(routesPort !== undefined && { routesPort }),
      };
    }
    default:
      throw new InputError(
        `${path}.kind: "${kind}" is none of kubeconfig, inCluster, serviceAccountToken, sandbox`,
      );
  }
}

function readToken(config: Config, path: string): Secret | { file: string } {
  const file = optionalText(config, 'tokenFile', path);
  if (file === undefined) {
    return new Secret(requiredText(config, 'token', path));
  }
  if (optionalText(config, 'token', path) !== undefined) {
    throw new InputError(`${path}: give token or tokenFile, not both`);
  }
  return { file };
}

/** An empty text, as an empty environment variable gives it, counts as absent. */
function optionalText(
  config: Config,
  key: string,
  path: string,
): string | undefined {
  const value = config.getOptional(key);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw new InputError(
      `${path}.${key}: must be text, but is a ${typeof value}`,
    );
  }
  return value.trim() === '' ? undefined : value.trim();
}

function optionalFlag(config: Config, key: string, path: string): boolean {
  const value = config.getOptional(key) ?? false;
  if (typeof value !== 'boolean') {
    throw new InputError(`${path}.${key}: must be true or false`);
  }
  return value;
}

function optionalPort(
  config: Config,
  key: string,
  path: string,
): number | undefined {
  const value = config.getOptional(key);
  if (value === undefined || value === null || value === '') return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InputError(`${path}.${key}: must be a port, 1 to 65535`);
  }
  return port;
}

function requiredText(config: Config, key: string, path: string): string {
  const text = optionalText(config, key, path);
  if (text === undefined) throw new InputError(`${path}.${key}: is missing`);
  return text;
}

function requiredUrl(
  config: Config,
  path: string,
  protocols: string[],
): string {
  const text = requiredText(config, 'url', path);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !protocols.includes(url.protocol)) {
    throw new InputError(
      `${path}.url: must be an address that begins with ${protocols
        .map(protocol => `${protocol}//`)
        .join(' or ')}`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${path}.url: must not carry a user name or a password`,
    );
  }
  return text.replace(/\/+$/, '');
}
