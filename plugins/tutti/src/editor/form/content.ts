import { parseDocument } from 'yaml';
import { isObject } from '../knowledge';

/** The fields of a Score text that the form shows. */
export interface FormContent {
  workload: string;
  containers: Record<string, ContainerFields>;
  ports: Record<string, { port: string; targetPort: string }>;
  resources: Record<
    string,
    { type: string; class: string; params: Record<string, unknown> }
  >;
}

export interface ContainerFields {
  image: string;
  command: string[];
  variables: Record<string, string>;
  /** By `requests.cpu`, `limits.memory` … */
  quantities: Record<string, string>;
}

export const QUANTITIES = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'cpu'],
  ['limits', 'memory'],
] as const;

/** Undefined where the text is no YAML that can be edited field by field. */
export function contentOf(text: string): FormContent | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isObject(content)) return undefined;
  return {
    workload: textAt(content, 'metadata', 'name'),
    containers: mapped(at(content, 'containers'), container => ({
      image: textAt(container, 'image'),
      command: listAt(container, 'command'),
      variables: mapped(at(container, 'variables'), value => asText(value)),
      quantities: Object.fromEntries(
        QUANTITIES.map(([kind, unit]) => [
          `${kind}.${unit}`,
          textAt(container, 'resources', kind, unit),
        ]),
      ),
    })),
    ports: mapped(at(content, 'service', 'ports'), port => ({
      port: textAt(port, 'port'),
      targetPort: textAt(port, 'targetPort'),
    })),
    resources: mapped(at(content, 'resources'), resource => {
      const params = at(resource, 'params');
      return {
        type: textAt(resource, 'type'),
        class: textAt(resource, 'class'),
        params: isObject(params) ? params : {},
      };
    }),
  };
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined,
    value,
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

function textAt(value: unknown, ...path: string[]): string {
  const found = at(value, ...path);
  return found === undefined || found === null ? '' : asText(found);
}

function listAt(value: unknown, key: string): string[] {
  const found = at(value, key);
  return Array.isArray(found) ? found.map(asText) : [];
}

function mapped<T>(
  value: unknown,
  change: (item: unknown) => T,
): Record<string, T> {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, change(item)]),
      )
    : {};
}
