import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  APPLICATION_ANNOTATION,
  ApplicationListing,
  RESOURCE_ANNOTATION,
  WORKLOAD_ANNOTATION,
} from '@tutti/plugin-tutti-common';
import { KUBERNETES_ID } from './annotations';
import { Declared } from './Declared';
import { componentName, LOCATION_TYPE, ref, resourceName } from './names';

const API_VERSION = 'backstage.io/v1alpha1';
/** The catalog asks for an owner; this is its own word for none. */
const NO_OWNER = 'unknown';
/** How other resources and workloads are addressed, and what everything stands on: nothing to own. */
const UNLISTED_TYPES = [
  'environment',
  'service',
  'service-port',
  'base-environment',
  'base-workload',
];

/**
 * What the catalog shall show of an application beside what people declared: a System, a Component
 * for each workload, and a Resource for each address, whatever the number of environments.
 */
export function entitiesOf(
  listing: ApplicationListing,
  declared: Declared,
): Entity[] {
  const { name, title, description, owner = NO_OWNER, resources } = listing;
  const emitted = new Map<string, Entity>();
  const annotations = annotationsOf(name);
  /** The ref under which it is known; undefined where somebody else's stands in its place. */
  const emit = (
    kind: string,
    entityName: string,
    metadata: Partial<Entity['metadata']>,
    spec: NonNullable<Entity['spec']>,
  ): string | undefined => {
    const entityRef = ref(kind, entityName);
    if (declared.isTaken(entityRef)) {
      return undefined;
    }
    emitted.set(entityRef, {
      apiVersion: API_VERSION,
      kind,
      metadata: { name: entityName, ...metadata },
      spec: { ...spec, owner },
    });
    return entityRef;
  };

  const bound = listing.entityRef;
  // A lone component is the application and its workload: there is no system above it.
  const alone =
    bound && parseEntityRef(bound).kind.toLocaleLowerCase('en-US') !== 'system'
      ? bound
      : undefined;
  const system = alone
    ? undefined
    : bound ??
      declared.systemOf(listing) ??
      emit(
        'System',
        name,
        { title, ...(description && { description }), annotations },
        {},
      );
  const inSystem = system ? { system } : {};

  const components = new Map<string, string | undefined>();
  for (const { name: workload, kubernetesId } of listing.workloads) {
    components.set(
      workload,
      alone ??
        declared.componentOf(listing, workload) ??
        emit(
          'Component',
          componentName(name, workload),
          {
            title: workload,
            annotations: {
              ...annotations,
              [WORKLOAD_ANNOTATION]: workload,
              [KUBERNETES_ID]: kubernetesId,
            },
          },
          { type: 'service', lifecycle: 'production', ...inSystem },
        ),
    );
  }

  const shown = resources.filter(({ type }) => !UNLISTED_TYPES.includes(type));
  const refOf = new Map(
    shown.map(resource => [
      resource.address,
      ref('Resource', resourceName(name, resource)),
    ]),
  );
  for (const resource of shown) {
    emit(
      'Resource',
      resourceName(name, resource),
      {
        title: resource.id,
        annotations: {
          ...annotations,
          [RESOURCE_ANNOTATION]: resource.address,
        },
      },
      {
        type: resource.type,
        ...inSystem,
        dependencyOf: listing.workloads.flatMap(workload => {
          const component = components.get(workload.name);
          return component && workload.resources.includes(resource.address)
            ? [component]
            : [];
        }),
        dependsOn: resource.needs.flatMap(address => refOf.get(address) ?? []),
      },
    );
  }
  return [...emitted.values()];
}

function annotationsOf(application: string): Record<string, string> {
  const location = `${LOCATION_TYPE}:applications/${application}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [APPLICATION_ANNOTATION]: application,
  };
}
