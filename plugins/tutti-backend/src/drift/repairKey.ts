import { objectKey } from '@tutti/engine';
import { DriftFindingRecord, Store } from '../store';

/** Addresses of resources, by resourceId. */
export async function addressesOf(
  store: Store,
  environmentIds: string[],
): Promise<Map<string, string>> {
  return new Map(
    (await store.resources.heads(environmentIds)).map(
      ({ resourceId, address }) => [resourceId, address],
    ),
  );
}

/** What a repair names: an object; of what a driver found, the resource, which its tool puts back as a whole. */
export function repairKey(
  { driver, owner, ref }: DriftFindingRecord,
  addresses: ReadonlyMap<string, string>,
): string {
  return (driver !== undefined && addresses.get(owner)) || objectKey(ref);
}
