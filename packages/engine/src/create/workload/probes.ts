import {
  Probe,
  Problem,
  ValueObject,
  Workload,
  WorkloadProfile,
} from '../../model';

/** `exec` wins when both are given, as Score asks. */
export function probe(from: Probe): ValueObject {
  if (from.exec) return { exec: { command: from.exec.command } };
  if (!from.httpGet) return {};
  const { path, port, host, scheme, httpHeaders } = from.httpGet;
  return {
    httpGet: {
      path,
      port,
      ...(host !== undefined && { host }),
      ...(scheme !== undefined && { scheme }),
      ...(httpHeaders?.length && {
        httpHeaders: httpHeaders.map(({ name, value }) => ({ name, value })),
      }),
    },
  };
}

/** Asked every two seconds for five minutes; then the container is started again. */
export function startupProbe(from: Probe): ValueObject {
  return { ...probe(from), periodSeconds: 2, failureThreshold: 150 };
}

/** With a host it is the node that asks somebody else: from there it reaches what no pod may. */
export function probeHostProblems(
  { name, containers, file }: Workload,
  profile: WorkloadProfile,
): Problem[] {
  if (profile.probes.host === 'allow') return [];
  return Object.keys(containers)
    .sort()
    .flatMap(container =>
      (['livenessProbe', 'readinessProbe'] as const).flatMap(
        (kind): Problem[] => {
          const host = containers[container][kind]?.httpGet?.host;
          return host === undefined
            ? []
            : [
                {
                  severity: 'error',
                  code: 'ProbeHostNotAllowed',
                  message: `The ${kind} of container ${container} of workload ${name} asks host ${host}, but profile ${profile.name} lets a probe ask its own pod only.`,
                  hint: `Leave the host out; for a virtual host, give the header Host. The platform team can allow it: probes.host of WorkloadProfile ${profile.name}.`,
                  file,
                  path: `containers.${container}.${kind}.httpGet.host`,
                },
              ];
        },
      ),
    );
}
