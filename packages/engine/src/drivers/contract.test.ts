import { DriverRequest, Secret } from '../model';
import { driverContract } from '../testing/driverContract';
import { workload } from '../testing/platform';
import { builtinDrivers } from '.';

const REQUESTS: Record<string, Partial<DriverRequest>> = {
  environment: {},
  manifests: {
    inputs: {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'db' },
          stringData: { password: new Secret('hush') },
        },
      ],
      outputs: { host: 'db', password: new Secret('hush') },
    },
  },
  service: { type: 'service', id: 'api' },
  static: { inputs: { host: 'pg.example.internal' } },
};

describe.each(builtinDrivers().map(driver => [driver.name, driver] as const))(
  'the driver %s',
  (name, driver) => {
    driverContract(() => ({
      driver,
      request: {
        resourceId: 'r-1',
        name: 'thing-1',
        address: 'thing.default#one',
        type: 'thing',
        class: 'default',
        inputs: {},
        params: {},
        context: {
          application: 'shop',
          environment: 'dev',
          environmentType: 'development',
          release: 'r1',
          workloads: { api: workload('api', { port: 8080 }) },
          values: { CURRENCY: 'EUR' },
          secrets: { KEY: new Secret('hush') },
          neighbours: {},
        },
        namespace: 'shop-dev',
        ...REQUESTS[name],
      },
    }));
  },
);
