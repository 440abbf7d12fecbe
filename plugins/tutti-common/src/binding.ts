/** Names the application of a catalog entity (docs: concepts, catalog). */
export const APPLICATION_ANNOTATION = 'tutti.dev/application';
/** Names the workload that a component is. */
export const WORKLOAD_ANNOTATION = 'tutti.dev/workload';
/** Address of the resource that a Resource entity stands for. */
export const RESOURCE_ANNOTATION = 'tutti.dev/resource';

interface Annotated {
  metadata: { annotations?: Record<string, string> };
}

/**
 * The application that an entity names. The catalog module writes the name to what is bound in
 * the portal, and to the components of a System that has one.
 */
export function applicationOf(entity: Annotated): string | undefined {
  return entity.metadata.annotations?.[APPLICATION_ANNOTATION] || undefined;
}

/** The workload of that application that a component is. */
export function workloadOf(entity: Annotated): string | undefined {
  return entity.metadata.annotations?.[WORKLOAD_ANNOTATION] || undefined;
}

/** The address of the resource of that application that a Resource entity stands for. */
export function resourceOf(entity: Annotated): string | undefined {
  return entity.metadata.annotations?.[RESOURCE_ANNOTATION] || undefined;
}
