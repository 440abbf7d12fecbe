import { readYaml } from '@tutti/engine';
import { filesAt, kindOf, readSource } from '../files';

/** Names that platform files declare, each list sorted. */
export interface Declared {
  applications: string[];
  environments: string[];
  /** `application/environment` */
  places: string[];
  environmentTypes: string[];
  resourceTypes: string[];
  classes: string[];
}

/** A press of a key must not take longer than this many files take. */
const MOST_FILES = 200;

/** As far as they can be read: whoever completes a line is still writing, the files perhaps as well. */
export function declaredNames(paths: string[]): Declared {
  const documents = paths.flatMap(documentsAt);
  const of = (kind: string) =>
    documents.filter(document => text(document, 'kind') === kind);
  const applications = of('Application').map(application => ({
    name: text(application, 'metadata', 'name'),
    environments: list(application, 'spec', 'environments').map(environment =>
      text(environment, 'name'),
    ),
  }));
  const names = (kind: string) =>
    sorted(of(kind).map(document => text(document, 'metadata', 'name')));
  return {
    applications: sorted(applications.map(({ name }) => name)),
    environments: sorted(
      applications.flatMap(({ environments }) => environments),
    ),
    places: sorted(
      applications.flatMap(({ name, environments }) =>
        environments.map(environment => `${name}/${environment}`),
      ),
    ),
    environmentTypes: names('EnvironmentType'),
    resourceTypes: names('ResourceType'),
    classes: sorted(
      of('ResourceDefinition').map(
        document => text(document, 'spec', 'class') || 'default',
      ),
    ),
  };
}

function documentsAt(path: string): unknown[] {
  try {
    return filesAt(path)
      .slice(0, MOST_FILES)
      .flatMap(file => {
        const { text: content } = readSource(file);
        return kindOf(content) === 'platform'
          ? readYaml(content, file).documents.map(({ value }) => value)
          : [];
      });
  } catch {
    return [];
  }
}

function text(document: unknown, ...path: string[]): string {
  const found = at(document, path);
  return typeof found === 'string' ? found : '';
}

function list(document: unknown, ...path: string[]): unknown[] {
  const found = at(document, path);
  return Array.isArray(found) ? found : [];
}

function at(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined,
    document,
  );
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].filter(name => name !== '' && name !== '*').sort();
}
