import {
  Driver,
  DriverError,
  DriverPlan,
  DriverRequest,
  ServicePort,
  Unknown,
  Value,
  ValueObject,
  Workload,
  own,
} from '../model';

/**
 * Another workload's address. Which one: param `workload`, else the id, else the name under which
 * it was declared. With param `application` it is one of a neighbour, in the same environment type.
 *
 * Outputs: `name` and `hostname` (the Service's DNS name, as seen from here), `ports.NAME`, with
 * param `port` (a port's name or number) also `port`, and `url` of that port, else of the one called
 * `http`, else of the lowest: always the Service's port, never the container's.
 */
export const serviceDriver = driverFor(address);

/**
 * The same for whoever has only some of an application's Score files: a workload that is not among
 * them is taken to be there. Its Service has its name; of its ports only a number that was asked for
 * is known. Workloads of other applications are refused all the same.
 *
 * @param assume - told the name of each workload that is taken to be there, perhaps several times
 */
export function assumingServiceDriver(
  assume: (workload: string) => void,
): Driver {
  return driverFor(request => {
    const { context } = request;
    const application = text(request, 'application') ?? context.application;
    const workload = nameOf(request);
    if (
      application !== context.application ||
      Object.hasOwn(context.workloads, workload)
    ) {
      return address(request);
    }
    assume(workload);
    return assumedAddress(workload, request.params.port);
  });
}

function driverFor(outputsOf: (request: DriverRequest) => ValueObject): Driver {
  const foresee = (request: DriverRequest): DriverPlan => ({
    outputs: outputsOf(request),
    objects: [],
    complete: true,
    exactness: 'exact',
  });
  return {
    name: 'service',
    version: '1',
    inputs: { type: 'object', additionalProperties: false },
    // The url follows from the others: without it, what was made before there was one stays as it is.
    surroundings(request) {
      const { url: _follows, ...rest } = outputsOf(request);
      return rest;
    },
    foresee,
    plan: async request => foresee(request),
    async apply(request) {
      return { outputs: outputsOf(request), objects: [] };
    },
    async destroy() {},
    async recover() {
      return 'notStarted';
    },
  };
}

function nameOf(request: DriverRequest): string {
  const name = text(request, 'workload') ?? request.id ?? request.declaredAs;
  if (name === undefined) {
    throw new DriverError('which workload? Give params.workload');
  }
  return name;
}

function assumedAddress(
  workload: string,
  port: Value | undefined,
): ValueObject {
  const from = `the Score file of ${workload}, which is not here`;
  const open = new Unknown('integer', false, from);
  const number = port !== undefined && isNumber(port) ? Number(port) : open;
  return {
    name: workload,
    hostname: workload,
    ports: new Unknown('object', false, from),
    url:
      number instanceof Unknown
        ? new Unknown('string', false, from)
        : urlOf(workload, number),
    ...(port !== undefined && { port: number }),
  };
}

function isNumber(port: Value): boolean {
  return /^\d+$/.test(String(port));
}

function address(request: DriverRequest): ValueObject {
  const name = nameOf(request);
  const place = placeOf(request);
  const workload = own(place.workloads, name);
  if (!workload) {
    throw new DriverError(
      `no workload ${name} in ${place.application}; ${listed(
        'there is',
        Object.keys(place.workloads),
      )}`,
    );
  }
  const { ports } = workload.service;
  if (Object.keys(ports).length === 0) {
    throw new DriverError(
      `workload ${name} has no service port, so it has no address; add service.ports to its Score file`,
    );
  }
  const hostname = place.namespace ? `${name}.${place.namespace}` : name;
  const port =
    request.params.port === undefined
      ? undefined
      : portOf(name, ports, request);
  return {
    name: hostname,
    hostname,
    ports: Object.fromEntries(
      Object.entries(ports).map(([key, served]) => [key, served.port]),
    ),
    url: urlOf(hostname, port ?? usualPort(ports)),
    ...(port !== undefined && { port }),
  };
}

function urlOf(hostname: string, port: number): string {
  return port === 80 ? `http://${hostname}` : `http://${hostname}:${port}`;
}

function usualPort(ports: Record<string, ServicePort>): number {
  return (
    own(ports, 'http')?.port ??
    Math.min(...Object.values(ports).map(({ port }) => port))
  );
}

function placeOf(request: DriverRequest): {
  application: string;
  /** Only where it is another one: within a namespace the bare name is enough. */
  namespace?: string;
  workloads: Record<string, Workload>;
} {
  const { context } = request;
  const application = text(request, 'application') ?? context.application;
  if (application === context.application) {
    return { application, workloads: context.workloads };
  }
  const neighbour = own(context.neighbours, application);
  if (!neighbour) {
    throw new DriverError(
      `application ${application} has no environment of type ${
        context.environmentType
      } that could be reached; ${listed(
        'there is',
        Object.keys(context.neighbours),
      )}`,
    );
  }
  return { application, ...neighbour };
}

function portOf(
  workload: string,
  ports: Record<string, ServicePort>,
  { params }: DriverRequest,
): number {
  const wanted = params.port;
  if (typeof wanted !== 'string' && typeof wanted !== 'number') {
    throw new DriverError(
      'params.port must be the name or the number of a port, known before anything is applied',
    );
  }
  const byName = own(ports, String(wanted));
  if (byName) {
    return byName.port;
  }
  const all = Object.values(ports);
  const byNumber =
    all.find(({ port }) => port === Number(wanted)) ??
    all.find(({ targetPort }) => targetPort === Number(wanted));
  if (!byNumber) {
    throw new DriverError(
      `workload ${workload} has no port ${wanted}; ${listed(
        'there is',
        Object.entries(ports).map(([name, { port }]) => `${name} (${port})`),
      )}`,
    );
  }
  return byNumber.port;
}

function text(
  { params }: DriverRequest,
  name: 'workload' | 'application',
): string | undefined {
  const value = params[name];
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  throw new DriverError(
    `params.${name} must be a name, known before anything is applied`,
  );
}

function listed(lead: string, names: string[]): string {
  return names.length === 0
    ? 'there is none'
    : `${lead} ${names.sort().join(', ')}`;
}
