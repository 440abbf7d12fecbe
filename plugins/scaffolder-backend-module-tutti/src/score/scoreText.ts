import { InputError } from '@backstage/errors';
import { Document, isMap, parseDocument, visit, YAMLMap } from 'yaml';
import { ChosenResource, ChosenWorkload } from './choices';
import { imageProblem } from './imageProblem';

/** What the one container of a new workload is called. */
const CONTAINER = 'main';

/** `db` and `host` -> `DB_HOST` */
function variableOf(resource: string, output: string): string {
  return `${resource}_${output}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** `${resources.db}`, `${resources.db.host}`, but not `$${resources.db}` or `${resources.dbs}`. */
function names(resource: string, text: unknown): boolean {
  const quoted = resource.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (
    typeof text === 'string' &&
    new RegExp(`(^|[^$])(\\$\\$)*\\$\\{resources\\.${quoted}[.}]`).test(text)
  );
}

/** The container that resources are given to: `main`, or the only one. */
function containerOf(document: Document): string {
  const containers = document.get('containers');
  const known = isMap(containers)
    ? containers.items.map(({ key }) => String(key))
    : [];
  if (known.includes(CONTAINER) || known.length === 0) return CONTAINER;
  return known[0];
}

/** Takes a resource away, and the variables and volumes that came from it. */
function removeResource(document: Document, name: string): void {
  document.deleteIn(['resources', name]);
  const containers = document.get('containers');
  visit(isMap(containers) ? containers : new YAMLMap(), {
    Pair(_key, pair) {
      const value = isMap(pair.value)
        ? pair.value.get('source')
        : document.createNode(pair.value).toJSON();
      return names(name, value) ? visit.REMOVE : undefined;
    },
  });
}

function addResource(
  document: Document,
  container: string,
  resource: ChosenResource,
): void {
  const { name, type, id, params, outputs = [], mountPath } = resource;
  const known = document.hasIn(['resources', name]);
  const set = (field: string, value: unknown) => {
    if (value === undefined) document.deleteIn(['resources', name, field]);
    else document.setIn(['resources', name, field], value);
  };
  if (!known) document.setIn(['resources', name], document.createNode({}));
  set('type', type);
  set('class', resource.class);
  set('id', id);
  set(
    'params',
    params && Object.keys(params).length > 0
      ? document.createNode(params)
      : undefined,
  );
  if (mountPath !== undefined) {
    document.setIn(
      ['containers', container, 'volumes', mountPath, 'source'],
      `\${resources.${name}}`,
    );
  }
  if (known) return;
  for (const output of outputs) {
    const place = [
      'containers',
      container,
      'variables',
      variableOf(name, output),
    ];
    if (!document.hasIn(place)) {
      document.setIn(place, `\${resources.${name}.${output}}`);
    }
  }
}

/** @throws InputError */
function checkResources(resources: ChosenResource[]): void {
  for (const [index, { name, type, mountPath }] of resources.entries()) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new InputError(
        `The resource name '${name}' must be lower-case letters, digits and dashes.`,
      );
    }
    if (resources.findIndex(each => each.name === name) !== index) {
      throw new InputError(
        `Two resources are named '${name}'. Give each a name of its own.`,
      );
    }
    if (mountPath !== undefined && !mountPath.startsWith('/')) {
      throw new InputError(
        `The path '${mountPath}' of the ${type} '${name}' must begin with a slash.`,
      );
    }
  }
}

function open(base: string | undefined, name: string): Document {
  if (base === undefined) {
    return new Document({
      apiVersion: 'score.dev/v1b1',
      metadata: { name },
    });
  }
  const document = parseDocument(base);
  const [error] = document.errors;
  if (error || !isMap(document.contents)) {
    throw new InputError(
      `The Score file of ${name} cannot be changed: ${
        error?.message ?? 'it is no mapping'
      }`,
    );
  }
  return document;
}

/**
 * A Score file with what was chosen.
 * @param base - The text to change: comments, order and everything that no form asks for stay.
 * @throws InputError for choices that make no Score file, and for a `base` that is none.
 */
export function scoreText(chosen: ChosenWorkload, base?: string): string {
  const { name, image, port, variables = {}, resources } = chosen;
  const problem = image === undefined ? undefined : imageProblem(image);
  if (problem) throw new InputError(problem);
  if (base === undefined && image === undefined) {
    throw new InputError(`The workload '${name}' needs an image.`);
  }
  checkResources(resources ?? []);
  const document = open(base, name);
  document.setIn(['metadata', 'name'], name);
  const container = containerOf(document);
  if (image !== undefined) {
    document.setIn(['containers', container, 'image'], image);
  }
  for (const [variable, value] of Object.entries(variables)) {
    document.setIn(['containers', container, 'variables', variable], value);
  }
  if (port !== undefined) {
    document.setIn(['service', 'ports', 'http', 'port'], port);
  }
  if (resources) {
    const present = document.get('resources');
    const before = isMap(present)
      ? present.items.map(({ key }) => String(key))
      : [];
    for (const old of before) {
      if (!resources.some(each => each.name === old)) {
        removeResource(document, old);
      }
    }
    for (const resource of resources) {
      addResource(document, container, resource);
    }
    for (const empty of [
      ['resources'],
      ['containers', container, 'variables'],
      ['containers', container, 'volumes'],
    ]) {
      const left = document.getIn(empty);
      if (isMap(left) && left.items.length === 0) document.deleteIn(empty);
    }
  }
  return document.toString({ lineWidth: 0 });
}
