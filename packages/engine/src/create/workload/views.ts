import { JsonObject, MatchContext, Workload } from '../../model';
import { imageOf } from './image';

/**
 * A workload as rules read it (`when` of a patch, `require` of a policy). Maps of the Score file
 * are lists here, each item with its `name`, so that `all` and `exists` read well; `limits`,
 * `requests` and the like are always there, so that `has()` can ask for what is in them.
 */
export function workloadView(
  workload: Workload,
  images: Record<string, string>,
): JsonObject {
  return {
    name: workload.name,
    metadata: workload.metadata,
    annotations: workload.annotations,
    containers: named(workload.containers, (container, name) => ({
      name,
      image: imageOf({ workload, images }, name) ?? '.',
      command: container.command ?? [],
      args: container.args ?? [],
      variables: container.variables,
      files: Object.keys(container.files).sort(),
      volumes: Object.keys(container.volumes).sort(),
      before: Object.keys(container.before).sort(),
      resources: {
        limits: { ...container.resources.limits },
        requests: { ...container.resources.requests },
      },
      probes: {
        liveness: container.livenessProbe !== undefined,
        readiness: container.readinessProbe !== undefined,
      },
    })),
    service: {
      ports: named(
        workload.service.ports,
        ({ port, targetPort, protocol }, name) => ({
          name,
          port,
          targetPort,
          protocol,
        }),
      ),
    },
    resources: named(workload.resources, (resource, name) => ({
      name,
      type: resource.type,
      class: resource.class,
      ...(resource.id !== undefined && { id: resource.id }),
      params: resource.params ?? {},
    })),
  };
}

function named<T>(
  map: Record<string, T>,
  item: (value: T, name: string) => JsonObject,
): JsonObject[] {
  return Object.keys(map)
    .sort()
    .map(name => item(map[name], name));
}

/** Where something is deployed: what matching sees, and the release. */
export type RuleContext = MatchContext & { release: string };

/**
 * The `context` of every rule, a patch's `when` and a policy's `require` alike. `labels` are those
 * of the catalog entity that may be matched by, perhaps none; without an owner there is no `owner`.
 */
export function contextView(context: RuleContext): JsonObject {
  const { application, environment, environmentType, owner, release, labels } =
    context;
  return {
    application,
    environment,
    environmentType,
    ...(owner !== undefined && { owner }),
    release,
    labels,
  };
}
