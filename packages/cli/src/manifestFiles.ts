import { JsonObject, JsonValue } from '@tutti/engine';

/**
 * Under which names a folder holds manifests, one file each. Those of one owner (`shop.production`)
 * stand together and are numbered: applying them in the order of their names is the order of the
 * plan, also when there are more than 9,999.
 */
export function fileNames(owner: string, manifests: JsonObject[]): string[] {
  const digits = Math.max(4, String(manifests.length).length);
  return manifests.map(({ kind, metadata }, index) => {
    const number = String(index + 1).padStart(digits, '0');
    const name = nameIn(metadata).replace(/[^\w.-]/g, '-');
    return `${owner}.${number}-${String(kind).toLowerCase()}-${name}.yaml`;
  });
}

function nameIn(metadata: JsonValue | undefined): string {
  return typeof metadata === 'object' &&
    metadata !== null &&
    !Array.isArray(metadata)
    ? String(metadata.name)
    : '';
}
