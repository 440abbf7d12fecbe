import { Problem, Value, ValueObject, Workload } from '../../model';

function servicePorts(workload: Workload): Value[] {
  const { ports } = workload.service;
  return Object.keys(ports)
    .sort()
    .map(name => {
      const { port, targetPort, protocol } = ports[name];
      return { name, port, targetPort, protocol };
    });
}

/** Kubernetes refuses two ports of one number and protocol; said here with both names. */
export function portProblems(workload: Workload): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  const { ports } = workload.service;
  for (const name of Object.keys(ports).sort()) {
    const { port, protocol } = ports[name];
    const other = taken.get(`${port}/${protocol}`);
    if (other !== undefined)
      problems.push({
        severity: 'error',
        code: 'DuplicatePort',
        message: `Service ports ${other} and ${name} of workload ${workload.name} are both ${port}/${protocol}.`,
        file: workload.file,
        path: `service.ports.${name}.port`,
      });
    else taken.set(`${port}/${protocol}`, name);
  }
  return problems;
}

/** The address of the workload; none where it offers no port. */
export function service(
  workload: Workload,
  selector: Record<string, string>,
): ValueObject | undefined {
  const ports = servicePorts(workload);
  return ports.length === 0
    ? undefined
    : { apiVersion: 'v1', kind: 'Service', spec: { selector, ports } };
}

/**
 * Gives each pod of a StatefulSet a name of its own. Peers find each other before they are
 * ready, so addresses are published at once.
 */
export function headlessService(
  workload: Workload,
  selector: Record<string, string>,
): ValueObject {
  const ports = servicePorts(workload);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector,
      ...(ports.length > 0 && { ports }),
    },
  };
}
