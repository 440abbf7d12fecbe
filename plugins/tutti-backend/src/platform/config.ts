import { readFileSync } from 'node:fs';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { JsonPrimitive, Secret } from '@tutti/engine';
import { AcceptMode } from '@tutti/plugin-tutti-common';

export type SourceConfig =
  | { kind: 'folder'; folder: string }
  | { kind: 'url'; url: string };

export interface PlatformConfig {
  sources: SourceConfig[];
  accept: AcceptMode;
  refreshMs: number;
  /** How often repositories that workloads follow are looked at. */
  workloadsRefreshMs: number;
  /** `${platform.values.NAME}` */
  values: Record<string, JsonPrimitive>;
  /** `${platform.secrets.NAME}` */
  secrets: Record<string, Secret>;
  /** Labels of catalog entities that criteria may look at. */
  labels: string[];
  /** Namespaces that no environment may have, beside the cluster's own: where the portal runs. */
  reservedNamespaces: string[];
}

const DEFAULT_REFRESH_MS = 60_000;
const DEFAULT_WORKLOADS_REFRESH_MS = 5 * 60_000;
/** Every pod with a service account has it. */
const OWN_NAMESPACE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** @throws Error that names the config key. */
export function readPlatformConfig(config: Config): PlatformConfig {
  const platform = config.getOptionalConfig('tutti.platform');
  return {
    sources: (platform?.getOptionalConfigArray('sources') ?? []).map(
      readSource,
    ),
    accept: readAccept(platform?.getOptionalString('accept')),
    refreshMs: refreshOf(platform) ?? DEFAULT_REFRESH_MS,
    workloadsRefreshMs:
      refreshOf(config.getOptionalConfig('tutti.workloads')) ??
      DEFAULT_WORKLOADS_REFRESH_MS,
    values: readEach(platform?.getOptionalConfig('values'), (values, name) => {
      const value = values.get(name);
      if (
        typeof value !== 'string' &&
        typeof value !== 'number' &&
        typeof value !== 'boolean'
      ) {
        throw new Error(
          `tutti.platform.values.${name} must be text, a number or a boolean`,
        );
      }
      return value;
    }),
    secrets: readEach(
      platform?.getOptionalConfig('secrets'),
      (secrets, name) => new Secret(secrets.getString(name)),
    ),
    labels: config.getOptionalStringArray('tutti.matching.labels') ?? [],
    reservedNamespaces: [
      ...(config.getOptionalStringArray('tutti.reservedNamespaces') ?? []),
      ...ownNamespace(),
    ],
  };
}

function refreshOf(config: Config | undefined): number | undefined {
  return config?.has('refresh')
    ? durationToMilliseconds(readDurationFromConfig(config, { key: 'refresh' }))
    : undefined;
}

/** Where this backend runs, if that is in a cluster. */
function ownNamespace(): string[] {
  try {
    return [readFileSync(OWN_NAMESPACE, 'utf8').trim()];
  } catch {
    return [];
  }
}

function readAccept(accept = 'automatic'): AcceptMode {
  if (accept !== 'automatic' && accept !== 'manual') {
    throw new Error(
      `tutti.platform.accept is '${accept}'; it says automatic or manual`,
    );
  }
  return accept;
}

function readSource(source: Config, index: number): SourceConfig {
  const folder = source.getOptionalString('folder');
  const url = source.getOptionalString('url');
  if (folder && !url) {
    return { kind: 'folder', folder };
  }
  if (url && !folder) {
    return { kind: 'url', url };
  }
  throw new Error(
    `tutti.platform.sources[${index}] needs either a folder or a url`,
  );
}

function readEach<T>(
  config: Config | undefined,
  read: (config: Config, name: string) => T,
): Record<string, T> {
  return config
    ? Object.fromEntries(config.keys().map(name => [name, read(config, name)]))
    : {};
}
