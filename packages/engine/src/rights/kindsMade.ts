import { builtinKind } from '@tutti/kubernetes';
import { isObject, JsonValue, Platform } from '../model';
import { writtenObjects } from '../create/draft/Completer';

/** A kind whose objects a platform makes, as an API server serves it. */
export interface KindMade {
  /** Empty for the core group. */
  group: string;
  kind: string;
  /** The path's word for it: `deployments`. */
  resource: string;
  namespaced: boolean;
}

/** Everything that environments of a platform may be made of. */
export interface KindsMade {
  /** Sorted by group and resource. */
  kinds: KindMade[];
  /** What could not be read off the files, in sentences. */
  notes: string[];
}

/** What workloads are made of besides their controller, whatever the platform says. */
const OF_WORKLOADS: [apiVersion: string, kind: string][] = [
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
];

const CONTROLLERS: Record<string, string> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};

/** The kinds of a platform's profiles and definitions; those of other drivers only they know. */
export function kindsMade(platform: Platform): KindsMade {
  const { profiles, definitions } = platform;
  const custom = customKinds(platform);
  const found = new Map<string, KindMade>();
  const notes: string[] = [];
  const add = (apiVersion: string, kind: string) => {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    if (found.has(key)) return;
    const known = builtinKind(apiVersion, kind) ?? custom.get(key);
    if (!known) {
      notes.push(
        `${apiVersion} ${kind} is a kind of its own that the files do not define: its resource is taken for ${pluralOf(
          kind,
        )}, in namespaces.`,
      );
    }
    found.set(key, {
      group,
      kind,
      resource: known?.plural ?? pluralOf(kind),
      namespaced: known?.namespaced ?? true,
    });
  };
  OF_WORKLOADS.forEach(([apiVersion, kind]) => add(apiVersion, kind));
  add('apps/v1', 'Deployment');
  Object.values(profiles).forEach(({ kind }) => add(CONTROLLERS[kind], kind));
  for (const definition of Object.values(definitions)) {
    for (const object of writtenObjects(definition)) {
      const named = kindIn(object);
      if (named) add(named.apiVersion, named.kind);
      else {
        notes.push(
          `Definition ${definition.name} fills in the kind of an object: it is not in these rights.`,
        );
      }
    }
  }
  return {
    kinds: [...found.values()].sort((a, b) =>
      `${a.group}/${a.resource}`.localeCompare(
        `${b.group}/${b.resource}`,
        'en',
      ),
    ),
    notes,
  };
}

/** By group and kind: those that definitions of the platform define themselves. */
function customKinds({
  definitions,
}: Platform): Map<string, { plural: string; namespaced: boolean }> {
  const kinds = new Map<string, { plural: string; namespaced: boolean }>();
  for (const object of Object.values(definitions).flatMap(writtenObjects)) {
    if (!isObject(object) || object.kind !== 'CustomResourceDefinition') {
      continue;
    }
    const { spec } = object;
    const names = isObject(spec) ? spec.names : undefined;
    if (
      isObject(spec) &&
      isObject(names) &&
      typeof spec.group === 'string' &&
      typeof names.kind === 'string' &&
      typeof names.plural === 'string'
    ) {
      kinds.set(`${spec.group}/${names.kind}`, {
        plural: names.plural,
        namespaced: spec.scope !== 'Cluster',
      });
    }
  }
  return kinds;
}

function kindIn(
  object: JsonValue,
): { apiVersion: string; kind: string } | undefined {
  const { apiVersion, kind } = isObject(object)
    ? object
    : { apiVersion: null, kind: null };
  return typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    !`${apiVersion}${kind}`.includes('${')
    ? { apiVersion, kind }
    : undefined;
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** As `kubectl` guesses it. */
function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
