import { JsonObject, JsonValue } from '@tutti/engine';
import { load } from 'js-yaml';
import { filesAt, readSource } from '../files';
import { UsageError } from '../Terminal';

/** What the portal would know of an application and its platform, as far as somebody said it. */
export interface Known {
  values: JsonObject;
  /** Names only: no secret is ever given to the command line. */
  secrets: string[];
  platformValues: JsonObject;
  platformSecrets: string[];
}

/**
 * Files such as
 *
 *     values: { CURRENCY: EUR }
 *     secrets: [API_KEY]
 *     platform:
 *       values: { REGION: eu-1 }
 *       secrets: [DATABASE_PASSWORD]
 *
 * later ones over earlier ones.
 *
 * @throws UsageError when a file is missing, is no YAML or has another shape
 */
export function readKnown(paths: string[]): Known {
  const known: Known = {
    values: {},
    secrets: [],
    platformValues: {},
    platformSecrets: [],
  };
  for (const { file, text } of paths.flatMap(filesAt).map(readSource)) {
    const { platform, ...own } = mapAt(parsed(text, file), file, '', [
      'values',
      'secrets',
      'platform',
    ]);
    const shared = mapAt(platform ?? {}, file, 'platform', [
      'values',
      'secrets',
    ]);
    Object.assign(known.values, mapAt(own.values ?? {}, file, 'values'));
    Object.assign(
      known.platformValues,
      mapAt(shared.values ?? {}, file, 'platform.values'),
    );
    known.secrets.push(...namesAt(own.secrets ?? [], file, 'secrets'));
    known.platformSecrets.push(
      ...namesAt(shared.secrets ?? [], file, 'platform.secrets'),
    );
  }
  return known;
}

function parsed(text: string, file: string): JsonValue {
  try {
    return JSON.parse(JSON.stringify(load(text) ?? {}));
  } catch (error) {
    throw new UsageError(
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function mapAt(
  value: JsonValue,
  file: string,
  path: string,
  keys?: string[],
): JsonObject {
  const place = path ? `${file}: ${path}` : file;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${place} must be a map`);
  }
  const other = Object.keys(value).find(key => keys && !keys.includes(key));
  if (other !== undefined) {
    throw new UsageError(
      `${place} has no ${other}; there is ${keys?.join(', ')}`,
    );
  }
  return value;
}

function namesAt(value: JsonValue, file: string, path: string): string[] {
  if (
    Array.isArray(value) &&
    value.every((name): name is string => typeof name === 'string')
  ) {
    return value;
  }
  throw new UsageError(
    `${file}: ${path} must be a list of names; the secrets themselves stay where they are`,
  );
}
