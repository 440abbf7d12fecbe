import {
  JsonValue,
  own,
  ResourceDefinition,
  Workload,
  WorkloadProfile,
} from '../../model';
import { parsePlatformText } from '../../placeholders';
import { textsOf } from '../../read/tree';
import { pathsIn, placeholdersOf } from './placeholdersOf';

/**
 * Whether a workload reads a value or a secret of its environment: by a resource of type
 * `environment`, the only way into a Score file.
 */
export function workloadReads(workload: Workload, name: string): boolean {
  const isRead = ([root, resource, key]: string[]) =>
    root === 'resources' &&
    key === name &&
    own(workload.resources, resource)?.type === 'environment';
  return (
    [...placeholdersOf(workload)].some(isRead) ||
    Object.values(workload.resources).some(({ params }) =>
      [...textsOf(params, [])].some(({ text }) =>
        [...pathsIn(text)].some(isRead),
      ),
    )
  );
}

/** Whether a definition puts a value or a secret of the environment into what it makes. */
export function definitionReads(
  { inputs, dependsOn, provisions }: ResourceDefinition,
  name: string,
): boolean {
  const params = [...Object.values(dependsOn), ...provisions].map(
    reference => reference.params,
  );
  return [inputs, ...params].some(value => reads(value, name));
}

/** The same of a profile. */
export function profileReads(
  { defaults, patches }: WorkloadProfile,
  name: string,
): boolean {
  return [
    defaults,
    ...patches.flatMap(({ merge, json6902 }) => [merge, json6902]),
  ].some(value => reads(value, name));
}

function reads(value: JsonValue | undefined, name: string): boolean {
  return [...textsOf(value, [])].some(({ text }) =>
    parsePlatformText(text).parts.some(
      part =>
        part.kind === 'placeholder' &&
        (part.path[0] === 'secrets' || part.path[0] === 'values') &&
        part.path[1] === name,
    ),
  );
}
