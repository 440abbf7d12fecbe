import {
  fail,
  JsonObject,
  JsonValue,
  numeralFinding,
  Problem,
  readYaml,
  Result,
  SourceFile,
  succeed,
  toProblem,
} from '@tutti/engine';
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
 * @throws UsageError when a file is missing or has another shape
 */
export function readKnown(paths: string[]): Result<Known> {
  const known: Known = {
    values: {},
    secrets: [],
    platformValues: {},
    platformSecrets: [],
  };
  const problems: Problem[] = [];
  for (const source of paths.flatMap(filesAt).map(readSource)) {
    const { file } = source;
    const read = valuesOf(source);
    problems.push(...read.problems);
    if (!read.ok) {
      continue;
    }
    const { platform, ...own } = mapAt(read.value, file, '', [
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
  return problems.length > 0 ? fail(problems) : succeed(known);
}

/** By the reader of all other files. Values become parts of texts, so numbers must keep their digits. */
function valuesOf({ file, text, problem }: SourceFile): Result<JsonValue> {
  if (problem) {
    return fail([problem]);
  }
  const { documents, problems } = readYaml(text, file);
  const [document, second] = documents;
  if (second) {
    throw new UsageError(`${file} must be one YAML document`);
  }
  const lost = (document?.numerals ?? []).map(({ path }) =>
    toProblem(numeralFinding(path), document),
  );
  const all = [...problems, ...lost];
  return all.length > 0 ? fail(all) : succeed(document?.value ?? {});
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
