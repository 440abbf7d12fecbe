import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Secret } from '@tutti/engine';

export interface GitConfig {
  author: { name: string; email: string };
  /** By host. */
  credentials: Map<string, { username: string; password: Secret }>;
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$/;

/**
 * Reads `tutti.git`.
 *
 * @throws InputError naming the config path of what is wrong.
 */
export function readGitConfig(config: Config): GitConfig {
  const root = 'tutti.git';
  const credentials: GitConfig['credentials'] = new Map();
  const entries = config.getOptionalConfigArray(`${root}.credentials`) ?? [];
  entries.forEach((entry, index) => {
    const path = `${root}.credentials[${index}]`;
    const host = requiredText(entry, 'host', path);
    if (!HOST.test(host)) {
      throw new InputError(
        `${path}.host: "${host}" is no host such as "git.example.com"`,
      );
    }
    if (credentials.has(host)) {
      throw new InputError(`${path}.host: "${host}" stands there twice`);
    }
    credentials.set(host, {
      username: requiredText(entry, 'username', path),
      password: new Secret(requiredText(entry, 'password', path)),
    });
  });
  return {
    author: {
      name: oneLine(config, `${root}.author.name`) ?? 'Tutti',
      email: oneLine(config, `${root}.author.email`) ?? 'tutti@localhost',
    },
    credentials,
  };
}

function requiredText(config: Config, key: string, path: string): string {
  const value = config.getOptional(key);
  if (typeof value !== 'string' || value === '') {
    throw new InputError(`${path}.${key}: a text is needed`);
  }
  return value;
}

/** Of an author: what would end the line or the name of a commit's header is refused. */
function oneLine(config: Config, path: string): string | undefined {
  const value = config.getOptionalString(path);
  if (
    value !== undefined &&
    (/[<>\n\r\0]/.test(value) || value.trim() === '')
  ) {
    throw new InputError(`${path}: "${value}" cannot stand in a commit`);
  }
  return value;
}
