import { Container, Problem, Value, ValueObject, Workload } from '../../model';
import { startupProbe, probe } from './probes';
import { StartOrder } from './order';
import { escapeReferences } from './references';

/** Where a container stands in the pod, and until when those after it wait. */
export type Place = 'main' | StartOrder['first'][number]['until'];

/** What Score says `K` to, Kubernetes writes `k` (1000, not 1024). */
function memoryQuantity(quantity: string): string {
  return quantity.replace(/K$/, 'k');
}

function quantities(from: { cpu?: string; memory?: string }): ValueObject {
  return {
    ...(from.cpu !== undefined && { cpu: from.cpu }),
    ...(from.memory !== undefined && { memory: memoryQuantity(from.memory) }),
  };
}

/**
 * What is safe and breaks no ordinary image. Not here: `runAsNonRoot` and dropped capabilities,
 * because the official nginx, postgres and redis start as root and change their user; a profile
 * may ask for both.
 */
const SECURITY_CONTEXT: ValueObject = { allowPrivilegeEscalation: false };

/** A port's name in a container has at most 15 characters, in a Service 63. */
const CONTAINER_PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** Informational in Kubernetes, read by meshes and scrapers. Only where it is clear whose ports they are. */
function containerPorts(workload: Workload): Value[] {
  const byPort = new Map<string, ValueObject>();
  for (const name of Object.keys(workload.service.ports).sort()) {
    const { targetPort, protocol } = workload.service.ports[name];
    const key = `${targetPort}/${protocol}`;
    if (!byPort.has(key))
      byPort.set(key, {
        ...(CONTAINER_PORT_NAME.test(name) && { name }),
        containerPort: targetPort,
        protocol,
      });
  }
  return [...byPort.values()];
}

function probes(container: Container, place: Place): ValueObject {
  // A container that runs to its end is not asked how it does: Kubernetes refuses the probes.
  if (place === 'complete') return {};
  const { livenessProbe, readinessProbe } = container;
  const untilHealthy = readinessProbe ?? livenessProbe;
  return {
    ...(livenessProbe && { livenessProbe: probe(livenessProbe) }),
    ...(readinessProbe && { readinessProbe: probe(readinessProbe) }),
    ...(place === 'healthy' &&
      untilHealthy && { startupProbe: startupProbe(untilHealthy) }),
  };
}

/** One container of the pod; `env` and `mounts` are made beside it. */
export function podContainer(
  workload: Workload,
  name: string,
  place: Place,
  parts: {
    image: string;
    env: Value[];
    mounts: Value[];
    /** The only container that does not end before the others start. */
    only: boolean;
  },
): { container: ValueObject; problems: Problem[] } {
  const declared = workload.containers[name];
  const limits = quantities(declared.resources.limits ?? {});
  const requests = quantities(declared.resources.requests ?? {});
  const resources: ValueObject = {
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(Object.keys(requests).length > 0 && { requests }),
  };
  const ports = parts.only ? containerPorts(workload) : [];
  return {
    container: {
      name,
      image: parts.image,
      ...(declared.command && {
        command: declared.command.map(escapeReferences),
      }),
      ...(declared.args && { args: declared.args.map(escapeReferences) }),
      ...(parts.env.length > 0 && { env: parts.env }),
      ...(ports.length > 0 && { ports }),
      ...(parts.mounts.length > 0 && { volumeMounts: parts.mounts }),
      ...(Object.keys(resources).length > 0 && { resources }),
      ...probes(declared, place),
      // A container with this policy among the init containers is a sidecar.
      ...((place === 'started' || place === 'healthy') && {
        restartPolicy: 'Always',
      }),
      securityContext: SECURITY_CONTEXT,
    },
    problems: probeProblems(workload, name, place),
  };
}

function probeProblems(
  workload: Workload,
  name: string,
  place: Place,
): Problem[] {
  const { livenessProbe, readinessProbe } = workload.containers[name];
  const hasProbe = Boolean(livenessProbe ?? readinessProbe);
  if (place === 'healthy' && !hasProbe)
    return [
      {
        severity: 'error',
        code: 'ProbeMissing',
        message: `Others wait until container ${name} of workload ${workload.name} is healthy, but it has no probe that could say so.`,
        hint: 'Give it a readinessProbe, or wait until it is started.',
        file: workload.file,
        path: `containers.${name}.before`,
      },
    ];
  if (place === 'complete' && hasProbe)
    return [
      {
        severity: 'warning',
        code: 'ProbeIgnored',
        message: `Container ${name} of workload ${workload.name} runs to its end before the others start; its probes are left out.`,
        file: workload.file,
        path: `containers.${name}`,
      },
    ];
  return [];
}
