import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  Driver,
  DriverChange,
  DriverDrift,
  DriverError,
  DriverRequest,
} from '@tutti/engine';
import { tuttiDriversExtensionPoint } from '@tutti/plugin-tutti-node';
import type { Person } from './portal';

/** What the tool of the driver `tool` would do, and what has been done; tests change it. */
export interface Tool {
  changes: DriverChange[];
  /** Names of drivers, in the order in which they made something. */
  made: string[];
  fails?: string;
  /** What others changed of what it made. */
  drift?: DriverDrift[];
  /** Where the cluster is really found. */
  host?: string;
  /** What it was told of each resource that it made. */
  applied?: Pick<DriverRequest, 'held' | 'refresh'>[];
}

const HOST = 'c.example.com';

/**
 * Two drivers as those of infrastructure are: `network` gives what is known after it was made, and `tool`
 * plans by a tool of its own, which needs all inputs.
 */
export function toolDrivers(tool: Tool) {
  const base = {
    version: '1',
    inputs: { type: 'object' },
    destroy: async () => {},
    recover: async () => 'notStarted' as const,
  };
  const network: Driver = {
    ...base,
    name: 'network',
    plan: async () => ({ outputs: {}, objects: [], exactness: 'exact' }),
    async apply() {
      tool.made.push('network');
      return { outputs: { id: 'net-1' }, objects: [] };
    },
  };
  const tooled: Driver = {
    ...base,
    name: 'tool',
    async plan({ inputs, refresh }) {
      if (refresh) {
        const outputs = { host: tool.host ?? HOST };
        return { outputs, objects: [], exactness: 'exact' };
      }
      return typeof inputs.network === 'string'
        ? {
            outputs: {},
            objects: [],
            exactness: 'exact',
            changes: tool.changes,
          }
        : { outputs: {}, objects: [], exactness: 'deferred' };
    },
    async apply({ held, refresh }) {
      if (tool.fails !== undefined) throw new DriverError(tool.fails);
      tool.made.push('tool');
      tool.applied?.push({ held, refresh });
      return { outputs: { host: tool.host ?? HOST }, objects: [] };
    },
    async inspect({ source, files, against, definitions }) {
      if (source === 'nowhere') {
        throw new DriverError('The module "nowhere" is nowhere.');
      }
      return {
        source,
        digest: `sha256:${Object.keys(files ?? {}).join(' ')}`,
        variables: [
          { name: 'zone', type: 'string', required: true, sensitive: false },
        ],
        outputs: [{ name: 'token', sensitive: true }],
        providers: [],
        proposal: 'kind: ResourceType\n',
        warnings: ['Look at it.'],
        ...(against !== undefined && {
          upgrade: {
            source: against,
            digest: 'sha256:2',
            changes: [
              {
                of: 'variable',
                name: 'zone',
                change: 'removed',
                text: 'not taken any more',
                breaking: true,
              },
            ],
            definitions: definitions.map(({ name }) => ({
              name,
              findings: [
                { path: ['variables', 'zone'], message: 'It has no zone.' },
              ],
            })),
          },
        }),
      };
    },
    async drift() {
      if (tool.fails !== undefined) throw new DriverError(tool.fails);
      return tool.drift ?? [];
    },
  };
  return createBackendModule({
    pluginId: 'tutti',
    moduleId: 'tool',
    register(reg) {
      reg.registerInit({
        deps: { drivers: tuttiDriversExtensionPoint },
        async init({ drivers }) {
          drivers.addDriver(network);
          drivers.addDriver(tooled);
        },
      });
    },
  });
}

/** Platform files that use them, and a workload that needs what they make. */
export const TOOL_PLATFORM = `---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: network }
spec:
  outputs: { type: object, properties: { id: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: cluster }
spec:
  params: { type: object, properties: { network: { type: string } } }
  outputs: { type: object, properties: { host: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: network }
spec: { type: network, driver: network }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: cluster }
spec:
  type: cluster
  driver: tool
  inputs: { network: '\${params.network}' }
`;

const TOOL_SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: ., variables: { HOST: '\${resources.cluster.host}' } }
resources:
  net: { type: network }
  cluster: { type: cluster, params: { network: '\${resources.net.id}' } }
`;

/** The application `tiny`, whose workload needs what the tool makes. */
export async function makeTiny(by: Person): Promise<void> {
  await by.post('/applications', { name: 'tiny' }).expect(201);
  await by
    .put('/applications/tiny/workloads/web', { score: TOOL_SCORE })
    .expect(200);
}

/** An environment of it. */
export async function makeTinyDevelopment(by: Person): Promise<void> {
  await by
    .post('/applications/tiny/environments', {
      name: 'development',
      type: 'development',
    })
    .expect(201);
}

export const NETWORK = 'network.default#web.net';
export const CLUSTER = 'cluster.default#web.cluster';
