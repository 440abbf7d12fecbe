import {
  assumingServiceDriver,
  PlanPorts,
  PlanRequest,
  Problem,
} from '@tutti/engine';
import { offlinePorts } from './offlineRequest';

/**
 * Ports for a request, and what was taken for granted on the way: ask after planning.
 *
 * Score files of an application that no file declares are a piece of it, whatever else they name is
 * in somebody's other repository. Of a declared application all workloads are known, so that one
 * which is not there is a mistake.
 */
export function portsFor(request: PlanRequest): {
  ports: PlanPorts;
  assumptions(): Problem[];
} {
  const ports = offlinePorts();
  const { platform, application } = request;
  if (Object.hasOwn(platform.applications, application.name)) {
    return { ports, assumptions: () => [] };
  }
  const absent = new Set<string>();
  const service = assumingServiceDriver(workload => absent.add(workload));
  return {
    ports: { ...ports, drivers: { ...ports.drivers, service } },
    assumptions: () => [...absent].sort().map(assumption),
  };
}

function assumption(workload: string): Problem {
  return {
    severity: 'warning',
    code: 'WorkloadAssumed',
    message: `Workload ${workload} is not among these files; it is taken to be there, with a Service of that name.`,
    hint: 'Give its Score file too, or an Application file that declares them all.',
  };
}
