import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { Secret } from '@tutti/engine';

/** Where a value comes from, asked at each work. */
export type CredentialSource =
  | { from: 'config'; value: Secret }
  /** On the backend's machine. */
  | { from: 'file'; file: string }
  | {
      from: 'kubernetesSecret';
      cluster: string;
      namespace: string;
      name: string;
      key: string;
    }
  /** An identity token that the backend signs. */
  | { from: 'oidcToken'; audience: string };

export interface Credential {
  /** In the tool's environment. */
  name: string;
  source: CredentialSource;
  /** The tool finds the value in a file, and the file's path in the environment. */
  asFile: boolean;
}

export interface CredentialRule {
  /** Absent: all. */
  environmentTypes?: string[];
  credentials: Credential[];
}

export interface OidcConfig {
  /** Absent: below the plugin's own address. */
  issuer?: string;
  tokenMs: number;
  rotateMs: number;
}

const ROOT = 'tutti.terraform.credentials';
const HOUR_MS = 3_600_000;
const TOKEN_MS = HOUR_MS;
const ROTATE_MS = 30 * 24 * HOUR_MS;
const SOURCES = ['value', 'file', 'kubernetesSecret', 'oidcToken'] as const;

/** @throws InputError naming the config path of what is wrong; never a value. */
export function readCredentials(config: Config): CredentialRule[] {
  return (config.getOptionalConfigArray(ROOT) ?? []).map((rule, index) => {
    const path = `${ROOT}[${index}]`;
    const environmentTypes = rule.getOptionalStringArray('environmentTypes');
    const env = rule.getConfig('env');
    return {
      ...(environmentTypes && { environmentTypes }),
      credentials: env
        .keys()
        .map(name => readCredential(env, name, `${path}.env.${name}`)),
    };
  });
}

export function readOidc(config: Config): OidcConfig {
  const oidc = config.getOptionalConfig('tutti.terraform.oidc');
  const issuer = oidc?.getOptionalString('issuer')?.replace(/\/+$/, '');
  if (issuer !== undefined && !issuer.startsWith('https://')) {
    throw new InputError(
      'tutti.terraform.oidc.issuer: must be an address that begins with https://',
    );
  }
  const duration = (key: string, otherwise: number) =>
    oidc?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(oidc, { key }))
      : otherwise;
  return {
    ...(issuer !== undefined && { issuer }),
    tokenMs: duration('tokenLifetime', TOKEN_MS),
    rotateMs: duration('rotateEvery', ROTATE_MS),
  };
}

function readCredential(env: Config, name: string, path: string): Credential {
  if (!/^[A-Za-z_]\w*$/.test(name) || /^TF_HTTP_/.test(name)) {
    throw new InputError(
      `${path}: must be the name of a variable in the tool's environment, and none of TF_HTTP_…, which Tutti sets`,
    );
  }
  const given = env.get(name);
  if (typeof given !== 'object' || given === null) {
    return {
      name,
      source: { from: 'config', value: secretOf(given, path) },
      asFile: false,
    };
  }
  const entry = env.getConfig(name);
  const kinds = SOURCES.filter(kind => entry.has(kind));
  if (kinds.length !== 1) {
    throw new InputError(`${path}: give one of ${SOURCES.join(', ')}`);
  }
  return {
    name,
    source: readSource(entry, kinds[0], path),
    asFile: entry.getOptionalBoolean('asFile') ?? false,
  };
}

function readSource(
  entry: Config,
  kind: (typeof SOURCES)[number],
  path: string,
): CredentialSource {
  const text = (key: string) => {
    const value = entry.getOptionalString(`${kind}.${key}`);
    if (value) return value;
    throw new InputError(`${path}.${kind}.${key}: is missing`);
  };
  switch (kind) {
    case 'value':
      return {
        from: 'config',
        value: secretOf(entry.get('value'), `${path}.value`),
      };
    case 'file':
      return { from: 'file', file: entry.getString('file') };
    case 'oidcToken':
      return { from: kind, audience: text('audience') };
    case 'kubernetesSecret':
      return {
        from: kind,
        cluster: text('cluster'),
        namespace: text('namespace'),
        name: text('name'),
        key: text('key'),
      };
    default:
      throw new Error(`no such source: ${kind satisfies never}`);
  }
}

function secretOf(value: unknown, path: string): Secret {
  if (['string', 'number', 'boolean'].includes(typeof value) && value !== '') {
    return new Secret(String(value));
  }
  throw new InputError(`${path}: must be text`);
}
