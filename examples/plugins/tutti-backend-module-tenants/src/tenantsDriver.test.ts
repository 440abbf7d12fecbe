import { createServer, Server } from 'node:http';
import { builtinDrivers, loadPlatform, readWorkload } from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { tenantsDriver } from './tenantsDriver';

/** The service, in small: tenants in a map, and how often it was asked to make one. */
function tenantService() {
  const tenants = new Map<string, string>();
  const made: string[] = [];
  const server = createServer((request, response) => {
    const id = request.url?.split('/').pop() ?? '';
    if (request.method === 'PUT') {
      made.push(id);
      tenants.set(id, `https://${id}.tenants.example.com`);
    }
    const url = tenants.get(id);
    if (request.method === 'DELETE') tenants.delete(id);
    response.statusCode = url === undefined ? 404 : 200;
    response.end(JSON.stringify({ url }));
  });
  return { server, tenants, made };
}

const PLATFORM = `
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: tenant }
spec:
  params: { type: object, properties: { plan: { type: string, default: small } } }
  outputs:
    type: object
    required: [id, url]
    properties: { id: { type: string }, url: { type: string } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: tenant }
spec: { type: tenant, driver: tenants, inputs: { plan: '\${params.plan}' } }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: memory }
spec: { driver: memory, cluster: memory, namespace: shop }
`;

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: 'example/web:1', variables: { TENANT: '\${resources.tenant.url}' } }
resources:
  tenant: { type: tenant }
`;

describe('the driver `tenants`', () => {
  const service = tenantService();
  let server: Server;
  let environment: TestEnvironment;

  beforeEach(async () => {
    server = service.server.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const address = server.address();
    if (typeof address !== 'object') throw new Error('no port');
    const driver = tenantsDriver(`http://127.0.0.1:${address?.port}`);
    const platform = loadPlatform(
      [{ file: 'platform.yaml', text: PLATFORM }],
      [...builtinDrivers(), driver],
    );
    const workload = readWorkload(SCORE, { file: 'score.yaml' });
    if (!platform.ok || !workload.ok) {
      throw new Error(
        JSON.stringify([...platform.problems, ...workload.problems]),
      );
    }
    environment = TestEnvironment.of(platform.value, [workload.value]);
    environment.drivers.tenants = driver;
  });

  afterEach(() => new Promise(resolve => server.close(resolve)));

  it('makes a tenant, leaves an unchanged one alone, and takes it away', async () => {
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect([...service.tenants.keys()]).toEqual(service.made);
    expect(service.made).toHaveLength(1);

    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(service.made).toHaveLength(1);

    environment.change({ workloads: [] });
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(service.tenants.size).toBe(0);
  });
});
