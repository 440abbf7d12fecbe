import {
  definitionContent,
  DriverRequest,
  ResourceDefinition,
  Value,
} from '../../model';
import { canonical } from '../values';
import { Board, hashOn, Making } from './board';

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

/** Keyed hash of everything that decides what a resource is. Absent while something is Unknown. */
export async function resourceHash(
  board: Board,
  { definition, driver }: Pick<Making, 'definition' | 'driver'>,
  request: DriverRequest,
): Promise<string | undefined> {
  return hashOn(board, {
    format: OBJECT_FORMAT,
    definition: definitionText(definition),
    driverVersion: driver.version,
    inputs: request.inputs,
    params: request.params,
    surroundings: (await driver.surroundings?.(request)) ?? null,
    cluster: board.target.cluster,
    namespace: board.target.namespace,
  });
}

/** Keyed hash of everything a workload is. Absent while something is Unknown. */
export function workloadHash(
  board: Board,
  objects: { template: Value }[],
): string | undefined {
  return hashOn(board, {
    format: OBJECT_FORMAT,
    objects: objects.map(({ template }) => template),
    cluster: board.target.cluster,
  });
}
