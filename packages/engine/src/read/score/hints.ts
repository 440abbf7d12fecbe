import { JsonValue } from '../../model';
import { formatPath } from '../path';
import { Violation } from '../schema/violations';
import { valueAt } from '../tree';

/** Keys that people bring from elsewhere, and what Score has instead. */
const FOREIGN_KEYS: Record<string, Record<string, string>> = {
  root: {
    kind: 'Remove the line: a Score file has no kind.',
    spec: 'Move everything under "spec" to the top level: a Score file has no spec.',
    environment:
      'Ask for a resource of type "environment" and use its outputs in variables.',
    version: 'Remove it: apiVersion says the version of the format.',
    name: 'Move the name under "metadata".',
  },
  container: {
    ports: 'Write ports under service.ports: they belong to the workload.',
    env: 'Use variables, a mapping of name to text.',
    environment: 'Use variables, a mapping of name to text.',
    replicas: 'Remove it: the platform decides how many instances run.',
    securityContext: 'Remove it: the workload profile of the platform adds it.',
    volumeMounts: 'Use volumes, by path in the container.',
    build:
      'Build the image elsewhere; "image: ." takes it from the deployment.',
    depends_on: 'Use "before" on the container that starts first.',
  },
  resource: {
    properties: 'Use params; outputs are not declared in a Score file.',
    name: 'Remove it: the key is the name, and "id" is the id that several workloads share.',
  },
  service: {
    port: 'Write ports by name under "ports".',
    host: 'Ask for a resource of type route or dns.',
    hostname: 'Ask for a resource of type route or dns.',
  },
};

/** The way out of a common slip, better than what the schema alone can say. */
export function scoreHint(
  { path, keyword, types = [], key, hint }: Violation,
  document: JsonValue,
): string | undefined {
  const last = String(path[path.length - 1] ?? '');
  const place = placeOf(path);
  if (keyword === 'additionalProperties') {
    const foreign = place ? FOREIGN_KEYS[place] : undefined;
    return foreign && Object.hasOwn(foreign, last) ? foreign[last] : hint;
  }
  const value = valueAt(document, path);
  if (last === 'image' && (value === null || value === '')) {
    return 'Give the image, or "." to have it supplied by the deployment.';
  }
  if (keyword === 'const' && last === 'apiVersion') {
    return 'Write apiVersion: score.dev/v1b1.';
  }
  if (key && keyword === 'required' && valueAt(document, ['spec'])) {
    return 'Move everything under "spec" to the top level: a Score file has no spec.';
  }
  if (key && keyword !== 'required') {
    return nameHint(last, isLabel(path)) ?? hint;
  }
  if (keyword === 'type') {
    return typeHint(path, value, types) ?? hint;
  }
  if (formatPath(path) === 'metadata.name') {
    return nameHint(value, true) ?? hint;
  }
  return hint;
}

function placeOf(path: Violation['path']): string | undefined {
  switch (path.length) {
    case 1:
      return 'root';
    case 2:
      return path[0] === 'service' ? 'service' : undefined;
    case 3:
      return { containers: 'container', resources: 'resource' }[
        String(path[0])
      ];
    default:
      return undefined;
  }
}

/** Names that become names in DNS; others, such as those of variables, are freer. */
function isLabel(path: Violation['path']): boolean {
  const [first] = path;
  return (
    first === 'service' ||
    ((first === 'containers' || first === 'resources') && path.length === 2)
  );
}

function nameHint(
  name: JsonValue | undefined,
  label: boolean,
): string | undefined {
  if (typeof name !== 'string') {
    return undefined;
  }
  if (name.length === 1) {
    return 'Give a name of at least two characters.';
  }
  if (!label) {
    return undefined;
  }
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return better.length > 1 && better !== name
    ? `Write it for example as "${better}".`
    : undefined;
}

function typeHint(
  path: Violation['path'],
  value: JsonValue | undefined,
  types: string[],
): string | undefined {
  if (value === null) {
    return 'Put something under this key, or remove it.';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return types.includes('string') ? 'Write the value in quotes.' : undefined;
  }
  if (!Array.isArray(value) || !types.includes('object')) {
    return undefined;
  }
  return path[path.length - 1] === 'ports'
    ? 'Write a mapping by name, such as "web: { port: 8080 }".'
    : 'Write a mapping: each entry by its name.';
}
