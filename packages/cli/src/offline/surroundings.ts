import {
  JsonValue,
  parsePlatformText,
  parseScoreText,
  Platform,
  PlanRequest,
  Secret,
  TextPart,
  Unknown,
  ValueObject,
  Workload,
} from '@tutti/engine';
import { Known } from './known';

const WHOSE = 'which only the portal knows';

/**
 * The values and secrets of an environment nobody asks. Names that are used and not given: a
 * secret's stands in for its content; a value is not known.
 */
export function surroundings(
  platforms: Platform[],
  workloads: Workload[],
  known: Known,
): Pick<
  PlanRequest,
  'values' | 'secrets' | 'platformValues' | 'platformSecrets'
> {
  const asked = askedByPlatforms(platforms);
  const secrets = [...known.secrets, ...asked.secrets];
  return {
    values: {
      ...unknown('values', [
        ...asked.values,
        ...askedByWorkloads(workloads).filter(name => !secrets.includes(name)),
      ]),
      ...known.values,
    },
    secrets: standIns(secrets),
    platformValues: {
      ...unknown('platform.values', asked.platformValues),
      ...known.platformValues,
    },
    platformSecrets: standIns([
      ...known.platformSecrets,
      ...asked.platformSecrets,
    ]),
  };
}

function unknown(root: string, names: string[]): ValueObject {
  return Object.fromEntries(
    names.map(name => [
      name,
      new Unknown('string', false, `${root}.${name}, ${WHOSE}`),
    ]),
  );
}

/** What it is does not matter: it is written as a reference, and shown as a secret. */
function standIns(names: string[]): Record<string, Secret> {
  return Object.fromEntries(names.map(name => [name, new Secret(name)]));
}

interface Asked {
  values: string[];
  secrets: string[];
  platformValues: string[];
  platformSecrets: string[];
}

function askedByPlatforms(platforms: Platform[]): Asked {
  const asked: Asked = {
    values: [],
    secrets: [],
    platformValues: [],
    platformSecrets: [],
  };
  const contents = platforms.flatMap(({ definitions, profiles }) => [
    ...Object.values(definitions).map(one => [
      one.inputs,
      Object.values(one.dependsOn).map(({ params }) => params ?? {}),
      one.provisions.map(({ params }) => params ?? {}),
    ]),
    ...Object.values(profiles).map(({ defaults, patches }) => [
      defaults,
      patches.map(({ merge, json6902 }) => [merge ?? {}, json6902 ?? []]),
    ]),
  ]);
  for (const [root, ...names] of paths(contents, parsePlatformText)) {
    if (root === 'platform' && names[0] === 'values') {
      asked.platformValues.push(names[1]);
    } else if (root === 'platform' && names[0] === 'secrets') {
      asked.platformSecrets.push(names[1]);
    } else if (root === 'values' || root === 'secrets') {
      asked[root].push(names[0]);
    }
  }
  return asked;
}

/** An `environment` resource gives every value and secret of its environment. */
function askedByWorkloads(workloads: Workload[]): string[] {
  return workloads.flatMap(({ containers, resources }) => {
    const contents: JsonValue = JSON.parse(
      JSON.stringify([
        containers,
        Object.values(resources).map(({ params }) => params ?? {}),
      ]),
    );
    return paths(contents, parseScoreText).flatMap(([root, alias, name]) =>
      root === 'resources' &&
      name !== undefined &&
      Object.hasOwn(resources, alias) &&
      resources[alias].type === 'environment'
        ? [name]
        : [],
    );
  });
}

/** The paths of all placeholders in all texts. */
function paths(
  value: JsonValue,
  parse: (text: string) => { parts: TextPart[] },
): string[][] {
  if (typeof value === 'string') {
    return parse(value).parts.flatMap(part =>
      part.kind === 'placeholder' ? [part.path] : [],
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const items = Array.isArray(value) ? value : Object.values(value);
  return items.flatMap(item => paths(item, parse));
}
