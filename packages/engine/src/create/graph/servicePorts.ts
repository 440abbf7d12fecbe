import { JsonObject, JsonSchema, Workload, isObject, own } from '../../model';

/** Marks a param of a resource type that is a port of the workload which asks. */
const SERVICE_PORT = 'x-service-port';

/**
 * Params with the number of the Service's port where a Score file names one of its own: by the
 * port's name, or by the container's port behind it. What names none of them stays as it is.
 */
export function withPortNumbers(
  schema: JsonSchema | undefined,
  params: JsonObject,
  { service }: Workload,
): JsonObject {
  const properties = schema?.properties;
  if (!isObject(properties)) return params;
  const changed = Object.entries(params).flatMap(([name, value]) => {
    const property = own(properties, name);
    const number =
      isObject(property) && property[SERVICE_PORT] === true
        ? portNumber(String(value), service.ports)
        : undefined;
    return number === undefined ? [] : [[name, number]];
  });
  return changed.length === 0
    ? params
    : { ...params, ...Object.fromEntries(changed) };
}

function portNumber(
  wanted: string,
  ports: Workload['service']['ports'],
): number | undefined {
  const all = Object.values(ports);
  const found =
    own(ports, wanted) ??
    all.find(({ port }) => String(port) === wanted) ??
    all.find(({ targetPort }) => String(targetPort) === wanted);
  if (found) return found.port;
  return /^\d+$/.test(wanted) ? Number(wanted) : undefined;
}
