import {
  definitionContent,
  Digest,
  DriverRequest,
  ResourceDefinition,
  Target,
  Value,
} from '../../model';
import { canonical, isKnown } from '../values';

/** Raised when we send other objects for the same inputs: everything is applied once more. */
const OBJECT_FORMAT = 1;

/** A platform has tens of definitions, an environment thousands of resources made by them. */
const definitionTexts = new WeakMap<ResourceDefinition, string>();

export function definitionText(definition: ResourceDefinition): string {
  const known = definitionTexts.get(definition);
  if (known !== undefined) {
    return known;
  }
  const text = canonical(definitionContent(definition));
  definitionTexts.set(definition, text);
  return text;
}

/**
 * Keyed hash of everything that decides what a resource is. Absent while something is Unknown.
 */
export function resourceHash(
  definition: ResourceDefinition,
  driverVersion: string,
  request: DriverRequest,
  surroundings: Value,
  target: Pick<Target, 'cluster' | 'namespace'>,
  digest: Digest,
): string | undefined {
  const content: Value = {
    format: OBJECT_FORMAT,
    definition: definitionText(definition),
    driverVersion,
    inputs: request.inputs,
    params: request.params,
    surroundings,
    cluster: target.cluster,
    namespace: target.namespace,
  };
  return isKnown(content) ? digest(canonical(content)) : undefined;
}

/** Keyed hash of everything a workload is. Absent while something is Unknown. */
export function workloadHash(
  objects: { template: Value }[],
  target: Pick<Target, 'cluster'>,
  digest: Digest,
): string | undefined {
  const content: Value = {
    format: OBJECT_FORMAT,
    objects: objects.map(({ template }) => template),
    cluster: target.cluster,
  };
  return isKnown(content) ? digest(canonical(content)) : undefined;
}
