import { ResourceDeclaration, Workload } from '../../../model';

/** A workload as the reader gives it, with one container. */
export function workload(
  name: string,
  given: {
    resources?: Record<string, Partial<ResourceDeclaration> & { type: string }>;
    metadata?: Workload['metadata'];
    annotations?: Record<string, string>;
    ports?: Record<string, { port: number; targetPort: number }>;
    variables?: Record<string, string>;
    files?: Workload['containers'][string]['files'];
    volumes?: Workload['containers'][string]['volumes'];
  } = {},
): Workload {
  const { resources = {}, annotations = {}, ports = {} } = given;
  return {
    name,
    metadata: { name, annotations, ...given.metadata },
    annotations,
    containers: {
      main: {
        image: 'nginx:1.29',
        variables: given.variables ?? {},
        files: given.files ?? {},
        volumes: given.volumes ?? {},
        before: {},
        resources: {},
      },
    },
    service: {
      ports: Object.fromEntries(
        Object.entries(ports).map(([port, numbers]) => [
          port,
          { ...numbers, protocol: 'TCP' },
        ]),
      ),
    },
    resources: Object.fromEntries(
      Object.entries(resources).map(([resource, declaration]) => [
        resource,
        { class: 'default', ...declaration },
      ]),
    ),
    file: `${name}/score.yaml`,
  };
}
