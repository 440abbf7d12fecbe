import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  APPLICATION_ANNOTATION,
  applicationOf,
} from '@tutti/plugin-tutti-common';
import { Bindings } from './Bindings';

const KINDS = ['component', 'system'];

/** The key by which the catalog looks again at an entity and at what is part of it. */
export function refreshKey(ref: string): string {
  return `tutti:${ref}`;
}

/**
 * Writes the annotation `tutti.dev/application` to Systems and Components that are bound, and to
 * the Components of a bound System. What a file says itself is never changed.
 */
export class BindingProcessor implements CatalogProcessor {
  constructor(private readonly bindings: Bindings) {}

  getProcessorName(): string {
    return 'TuttiBindingProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
    _originLocation: unknown,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (!KINDS.includes(entity.kind.toLocaleLowerCase('en-US'))) return entity;
    const refs = [stringifyEntityRef(entity), ...systemOf(entity)];
    for (const ref of refs) emit(processingResult.refresh(refreshKey(ref)));
    if (applicationOf(entity)) return entity;
    const application = this.bindings.areKnown
      ? this.bindings.of(refs)
      : // After a start: what was true before it, so that no tab goes for a moment.
        await cache.get<string>('application');
    await cache.set('application', application ?? null);
    return application ? withApplication(entity, application) : entity;
  }
}

function systemOf(entity: Entity): string[] {
  const system = entity.spec?.system;
  if (typeof system !== 'string') return [];
  try {
    return [
      stringifyEntityRef(
        parseEntityRef(system, {
          defaultKind: 'system',
          defaultNamespace: entity.metadata.namespace,
        }),
      ),
    ];
  } catch {
    // Not a reference; the catalog says so where it validates.
    return [];
  }
}

function withApplication(entity: Entity, application: string): Entity {
  const { metadata } = entity;
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [APPLICATION_ANNOTATION]: application,
      },
    },
  };
}
