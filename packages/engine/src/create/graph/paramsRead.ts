import { Platform, ResourceDefinition } from '../../model';

const READ = /\bparams(?:\.([\w-]+)|\b)/g;

/**
 * Whether a param of a resource reaches anything: the definition that makes it reads it, or one
 * whose collections hold resources of its type. Judged by name, so that a doubt counts as yes.
 */
export function isParamRead(
  platform: Platform,
  { type, definition }: { type: string; definition: ResourceDefinition },
  param: string,
): boolean {
  const readers = [
    definition,
    ...Object.values(platform.definitions).filter(({ collect }) =>
      Object.values(collect).some(collection => collection.type === type),
    ),
  ];
  return readers.some(({ inputs, dependsOn, provisions }) =>
    [...JSON.stringify([inputs, dependsOn, provisions]).matchAll(READ)].some(
      ([, name]) => name === undefined || name === param,
    ),
  );
}
