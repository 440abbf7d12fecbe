import {
  Driver,
  DriverRequest,
  RequestContext,
  Secret,
  Unknown,
  ValueObject,
} from '../model';
import { workload } from '../testing/platform';
import { assumingServiceDriver, builtinDrivers } from '.';

const twoPorts = workload('api', {});
twoPorts.service.ports = {
  http: { port: 80, targetPort: 8080, protocol: 'TCP' },
  admin: { port: 9090, targetPort: 9090, protocol: 'TCP' },
};

const context: RequestContext = {
  application: 'shop',
  environment: 'dev',
  environmentType: 'development',
  release: 'r1',
  workloads: { api: twoPorts, worker: workload('worker') },
  values: { CURRENCY: 'EUR', BOTH: 'open' },
  secrets: { KEY: new Secret('canary'), BOTH: new Secret('canary') },
  neighbours: {
    billing: {
      namespace: 'billing-dev',
      workloads: { ledger: workload('ledger', { port: 7000 }) },
    },
  },
};

function request(parts: Partial<DriverRequest> = {}): DriverRequest {
  return {
    resourceId: 'r-1',
    name: 'api-service-1',
    address: 'service.default#web.api',
    type: 'service',
    class: 'default',
    inputs: {},
    params: {},
    context,
    namespace: 'shop-dev',
    ...parts,
  };
}

const drivers = Object.fromEntries(
  builtinDrivers().map(driver => [driver.name, driver]),
);

const run = {
  operationId: 'op-1',
  signal: new AbortController().signal,
  log: () => {},
  checkpoint: async () => {},
};

/** What a driver plans is what it does. */
async function outputsOf(
  driver: Driver,
  asked: DriverRequest,
): Promise<ValueObject> {
  const planned = await driver.plan(asked);
  const applied = await driver.apply(asked, run);
  expect(applied.outputs).toEqual(planned.outputs);
  expect(applied.objects).toEqual(planned.objects);
  return planned.outputs;
}

describe('static', () => {
  it('names what exists', async () => {
    const inputs = { host: 'pg.internal', password: new Secret('x') };
    expect(await outputsOf(drivers.static, request({ inputs }))).toBe(inputs);
  });
});

describe('environment', () => {
  it('gives every value and secret; of one name the secret', async () => {
    expect(await outputsOf(drivers.environment, request())).toEqual({
      CURRENCY: 'EUR',
      KEY: new Secret('canary'),
      BOTH: new Secret('canary'),
    });
  });

  it('depends on them, although they are no inputs', () => {
    expect(drivers.environment.surroundings?.(request())).toHaveProperty(
      'CURRENCY',
    );
  });
});

describe('manifests', () => {
  it('contributes its objects, and gives the outputs as far as they are known', async () => {
    const objects = [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
    ];
    const outputs = { host: 'a', password: new Unknown('string', true, 'x') };
    const inputs = { objects, outputs };
    expect(await outputsOf(drivers.manifests, request({ inputs }))).toBe(
      outputs,
    );
    expect((await drivers.manifests.plan(request({ inputs }))).objects).toEqual(
      objects,
    );
  });

  it('may have neither', async () => {
    expect(await outputsOf(drivers.manifests, request())).toEqual({});
  });

  it.each([
    [{ objects: {} }, 'inputs.objects must be a list'],
    [{ objects: ['x'] }, 'inputs.objects[0] must be a map'],
    [{ outputs: [] }, 'inputs.outputs must be a map'],
  ])('%j: %s', async (inputs, message) => {
    await expect(drivers.manifests.plan(request({ inputs }))).rejects.toThrow(
      message,
    );
  });
});

describe('service', () => {
  it.each<[string, Partial<DriverRequest>, ValueObject]>([
    [
      'which workload: the param',
      { params: { workload: 'api' }, id: 'other', declaredAs: 'x' },
      { name: 'api', hostname: 'api', ports: { http: 80, admin: 9090 } },
    ],
    ['else the id', { id: 'api', declaredAs: 'x' }, { name: 'api' }],
    [
      'else the name it was declared by',
      { declaredAs: 'api' },
      { name: 'api' },
    ],
    [
      'a port by name is the Service’s',
      { params: { workload: 'api', port: 'http' } },
      { hostname: 'api', port: 80, url: 'http://api' },
    ],
    [
      'a URL without a port that is usual',
      { params: { workload: 'api' } },
      { url: 'http://api' },
    ],
    [
      'a port by number',
      { params: { workload: 'api', port: 9090 } },
      { port: 9090, url: 'http://api:9090' },
    ],
    [
      'a port by number, written as text',
      { params: { workload: 'api', port: '80' } },
      { port: 80 },
    ],
    [
      'a container’s port leads to the Service’s',
      { params: { workload: 'api', port: 8080 } },
      { port: 80 },
    ],
    [
      'a workload of another application',
      { params: { application: 'billing', workload: 'ledger' } },
      { name: 'ledger.billing-dev', ports: { http: 7000 } },
    ],
    [
      'its own application by name',
      { params: { application: 'shop', workload: 'api' } },
      { name: 'api' },
    ],
  ])('%s', async (_, parts, outputs) => {
    expect(await outputsOf(drivers.service, request(parts))).toMatchObject(
      outputs,
    );
  });

  it.each<[string, Partial<DriverRequest>, string]>([
    ['nobody says which', {}, 'Give params.workload'],
    [
      'no such workload',
      { params: { workload: 'apj' } },
      'no workload apj in shop; there is api, worker',
    ],
    [
      'one without ports',
      { params: { workload: 'worker' } },
      'add service.ports',
    ],
    [
      'no such port',
      { params: { workload: 'api', port: 'grpc' } },
      'has no port grpc; there is admin (9090), http (80)',
    ],
    [
      'no such application',
      { params: { application: 'bank', workload: 'x' } },
      'there is billing',
    ],
    [
      'a name that is not known yet',
      { params: { workload: new Unknown('string', false, 'x') } },
      'known before anything is applied',
    ],
    [
      'a key of every object',
      { params: { workload: 'constructor' } },
      'no workload constructor',
    ],
  ])('%s: refused with what there is', async (_, parts, message) => {
    await expect(drivers.service.plan(request(parts))).rejects.toThrow(message);
  });

  it('changes when the other workload’s ports change', () => {
    const asked = request({ params: { workload: 'api' } });
    const before = drivers.service.surroundings?.(asked);
    twoPorts.service.ports.http.port = 81;
    expect(drivers.service.surroundings?.(asked)).not.toEqual(before);
    twoPorts.service.ports.http.port = 80;
  });
});

describe('service, with only some of the Score files at hand', () => {
  const assumed: string[] = [];
  const driver = assumingServiceDriver(name => assumed.push(name));
  beforeEach(() => {
    assumed.length = 0;
  });

  it('knows the workloads that are there as ever', async () => {
    const parts = { params: { workload: 'api', port: 'admin' } };
    expect(await outputsOf(driver, request(parts))).toEqual(
      await outputsOf(drivers.service, request(parts)),
    );
    expect(assumed).toEqual([]);
  });

  it.each<[string, ValueObject, unknown]>([
    ['a number', { port: 8080 }, 8080],
    ['a number written as text', { port: '8080' }, 8080],
    ['a name', { port: 'http' }, expect.any(Unknown)],
    ['nothing', {}, undefined],
  ])(
    'takes others to be there, their port if it is %s',
    async (_, params, port) => {
      const { outputs } = await driver.plan(
        request({ params, declaredAs: 'cart' }),
      );
      expect(outputs).toMatchObject({ name: 'cart', hostname: 'cart' });
      expect(outputs.port).toEqual(port);
      expect(assumed).toEqual(['cart']);
    },
  );

  it('knows nothing of other applications', async () => {
    const parts = { params: { application: 'bank', workload: 'x' } };
    await expect(driver.plan(request(parts))).rejects.toThrow(
      'there is billing',
    );
  });
});

it('every driver says what its inputs are, and which version it is', () => {
  expect(
    builtinDrivers().map(({ name, version, inputs }) => [
      name,
      version,
      inputs.type,
    ]),
  ).toEqual([
    ['environment', '1', 'object'],
    ['manifests', '1', 'object'],
    ['service', '1', 'object'],
    ['static', '1', 'object'],
  ]);
});
