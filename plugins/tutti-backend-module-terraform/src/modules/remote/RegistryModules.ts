import { DriverError, Secret } from '@tutti/engine';
import { ModuleAddress } from './address';
import { answerOf } from './http';
import { isExact, newestFitting } from './versionConstraint';

type RegistryAddress = Extract<ModuleAddress, { kind: 'registry' }>;

/** How a registry is reached. */
export interface RegistryConfig {
  host: string;
  token?: Secret;
  /** Its module API; absent: asked of the host. */
  url?: string;
}

const LISTED = 10;

/** The module registry protocol: which versions there are, and where one is. */
export class RegistryModules {
  constructor(
    private readonly registries: RegistryConfig[],
    private readonly defaultHost: string,
  ) {}

  /**
   * Where this version is, or the newest that fits a constraint: another source.
   *
   * @throws DriverError that lists versions where none is named, or none fits.
   */
  async locate(
    { host = this.defaultHost, module }: RegistryAddress,
    wanted: string | undefined,
    signal: AbortSignal,
  ): Promise<{ place: string; version: string }> {
    const config = this.registries.find(known => known.host === host);
    const token = config?.token?.revealText();
    const call = { signal, ...(token !== undefined && { token }) };
    const api = config?.url ?? (await discover(host, signal));
    const base = `${api.replace(/\/+$/, '')}/${module}`;
    if (wanted === undefined) {
      const versions = await versionsOf(base, call);
      throw new DriverError(
        `The module ${module} of ${host} needs a version: ${listed(versions)}.`,
      );
    }
    const version = isExact(wanted)
      ? wanted
      : newestFitting(await versionsOf(base, call), wanted) ?? wanted;
    const url = `${base}/${encodeURIComponent(version)}/download`;
    const answer = await answerOf(url, call);
    if (answer.status === 404) {
      const versions = await versionsOf(base, call);
      throw new DriverError(
        `The module ${module} of ${host} has no version ${version}; it has ${listed(
          versions,
        )}.`,
      );
    }
    const place =
      answer.headers.get('x-terraform-get') ??
      (answer.status === 200
        ? textAt(await json(answer), 'location')
        : undefined);
    if (!answer.ok || place === undefined) {
      throw refused(url, answer);
    }
    // It may be told relative to the answer.
    return {
      version,
      place: /^\.{0,2}\//.test(place) ? new URL(place, url).href : place,
    };
  }
}

async function discover(host: string, signal: AbortSignal): Promise<string> {
  const url = `https://${host}/.well-known/terraform.json`;
  const answer = await answerOf(url, { signal });
  const place = answer.ok
    ? textAt(await json(answer), 'modules.v1')
    : undefined;
  if (place === undefined) {
    throw new DriverError(
      `${host} is no module registry: ${url} says nothing of modules.v1.`,
      answer.status >= 500,
    );
  }
  return new URL(place, url).href;
}

/** Newest first. */
async function versionsOf(
  base: string,
  call: { signal: AbortSignal; token?: string },
): Promise<string[]> {
  const answer = await answerOf(`${base}/versions`, call);
  if (answer.status === 404) return [];
  if (!answer.ok) throw refused(`${base}/versions`, answer);
  const body = await json(answer);
  const [module] = listAt(body, 'modules');
  return listAt(module, 'versions')
    .flatMap(entry => textAt(entry, 'version') ?? [])
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

function listed(versions: string[]): string {
  if (versions.length === 0) return 'none';
  const shown = versions.slice(0, LISTED).join(', ');
  return versions.length > LISTED ? `${shown} …` : shown;
}

function refused(url: string, answer: Response): DriverError {
  const doubt =
    answer.status === 401 || answer.status === 403
      ? ' Give a token for it under tutti.terraform.modules.registries.'
      : '';
  return new DriverError(
    `The module registry answers ${answer.status} at ${url}.${doubt}`,
    answer.status >= 500 || answer.status === 429,
  );
}

async function json(answer: Response): Promise<unknown> {
  return answer.json().catch(() => undefined);
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function listAt(value: unknown, key: string): unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}
