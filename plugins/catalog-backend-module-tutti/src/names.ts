import {
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { shortName } from '@tutti/engine';
import { ApplicationListing, ListedResource } from '@tutti/plugin-tutti-common';

/** Where entities say they come from: `tutti:applications/shop`. */
export const LOCATION_TYPE = 'tutti';

/** Whether we emitted it. */
export function isOurs(entity: Entity): boolean {
  return (
    entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION]?.startsWith(
      `${LOCATION_TYPE}:`,
    ) ?? false
  );
}

export function ref(kind: string, name: string): string {
  return stringifyEntityRef({ kind, namespace: DEFAULT_NAMESPACE, name });
}

/** `shop-web` */
export function componentName(application: string, workload: string): string {
  return shortName(`${application}-${workload}`);
}

/** `shop-postgres-main`; another class than the default one stands before the id. */
export function resourceName(
  application: string,
  { type, class: resourceClass, id }: ListedResource,
): string {
  const parts = [
    application,
    type,
    ...(resourceClass === 'default' ? [] : [resourceClass]),
    id,
  ];
  return shortName(
    parts
      .join('-')
      .replace(/[^A-Za-z0-9_.-]+/g, '-')
      .replace(/[-_.]{2,}/g, '-')
      .replace(/^[-_.]+|[-_.]+$/g, ''),
  );
}

export function systemRef({ name }: ApplicationListing): string {
  return ref('System', name);
}

/** The refs of everything that one application would have, were nothing declared by people. */
export function candidateRefs(listing: ApplicationListing): string[] {
  return [
    systemRef(listing),
    ...listing.workloads.map(({ name }) =>
      ref('Component', componentName(listing.name, name)),
    ),
    ...listing.resources.map(resource =>
      ref('Resource', resourceName(listing.name, resource)),
    ),
  ];
}
