import { Driver, DriverRequest, Secret, Unknown, Value } from '../../model';

/**
 * A driver as a cloud has one: what it gives is known only after it was applied, a secret among it,
 * and it contributes an object that holds what it gave.
 */
export function cloudDriver(): Driver {
  return {
    name: 'cloud',
    version: '1',
    inputs: { type: 'object' },
    plan: async request => ({
      outputs: {},
      objects: objectsOf(request, new Unknown('string', false, 'its host')),
      exactness: 'deferred',
    }),
    apply: async (request, run) => {
      run.log(`making ${request.name}`);
      const host = `${request.name}.cloud.example.com`;
      return {
        outputs: {
          host,
          port: 5432,
          password: new Secret(`canary-of-cloud-${request.name}`),
        },
        objects: objectsOf(request, host),
        state: { serial: 1 },
        physicalId: request.resourceId,
      };
    },
    destroy: async () => {},
    recover: async () => 'notStarted',
  };
}

function objectsOf({ name }: DriverRequest, host: Value) {
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-cloud` },
      data: { host },
    },
  ];
}
