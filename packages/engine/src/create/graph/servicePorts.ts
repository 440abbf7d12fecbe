import {
  JsonObject,
  ResourceType,
  ServicePort,
  Workload,
  isObject,
  own,
} from '../../model';

/** Marks a param of a resource type that is a port of the workload which asks. */
const SERVICE_PORT = 'x-service-port';

/**
 * Params with the number of the Service's port where a Score file names one of its own: by the
 * port's name, or by the container's port behind it. What names none of them stays as it is.
 */
export function withPortNumbers(
  type: ResourceType | undefined,
  params: JsonObject,
  { service }: Workload,
): JsonObject {
  const properties = type?.params.properties;
  if (!isObject(properties)) return params;
  const changed = Object.entries(params).flatMap(([name, value]) => {
    const property = own(properties, name);
    const isPort = isObject(property) && property[SERVICE_PORT] === true;
    const wanted = String(value);
    const number = isPort
      ? servicePort(wanted, service.ports)?.port ?? numberIn(wanted)
      : undefined;
    return number === undefined ? [] : [[name, number]];
  });
  return changed.length === 0
    ? params
    : { ...params, ...Object.fromEntries(changed) };
}

/** The port that is meant by its name, its number or the container's port behind it. */
export function servicePort(
  wanted: string,
  ports: Workload['service']['ports'],
): ServicePort | undefined {
  const all = Object.values(ports);
  return (
    own(ports, wanted) ??
    all.find(({ port }) => String(port) === wanted) ??
    all.find(({ targetPort }) => String(targetPort) === wanted)
  );
}

function numberIn(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
