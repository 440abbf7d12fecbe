import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import kubernetes from '@tutti/plugin-tutti-backend-module-kubernetes';
import { DeploymentDetail, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { Sandbox, startSandbox } from '@tutti/sandbox';
import { Knex } from 'knex';
import request from 'supertest';
import { tuttiPlugin } from '../plugin';
import { Documented } from './documented';
import { logTo } from './logs';
import { JON, MARIA, people, permissionsBy, Policy } from './people';

/** The API as one person calls it. */
export interface Person {
  get(path: string): request.Test;
  post(path: string, body?: object): request.Test;
  put(path: string, body: object): request.Test;
  delete(path: string): request.Test;
}

export interface Portal {
  sandbox: Sandbox;
  /** For another replica of the same portal. */
  config: JsonObject;
  /** `http://localhost:1234` */
  address: string;
  /** Holds `platform` and `applications`, to be changed by tests. */
  folder: string;
  /** What the backend logged. */
  log: string[];
  /** Without one, permissions are switched off. */
  setPolicy(policy: Policy | undefined): void;
  as(user: string): Person;
  /** The header by which a user is known, for calls past `as`. */
  authorization(user: string): string;
  /** As a service with this subject, or as nobody. */
  asService(subject: string): Person;
  asNobody(): Person;
  /** An action of the registry, as whoever has this header (`authorization`). */
  act(header: string, action: string, input?: object): request.Test;
  /** With a token from elsewhere, where the auth service is the real one. */
  withToken(token: string): Person;
  /** Plans and deploys; waits for the end. */
  deploy(
    environment: string,
    input?: object,
    user?: string,
  ): Promise<DeploymentDetail>;
  /** Waits until a deployment has ended. */
  ended(id: string): Promise<DeploymentDetail>;
  stop(): Promise<void>;
}

const FIXTURES = join(__dirname, 'fixtures');
/** Longer than any run of these tests; a test that hangs says where. */
const PATIENCE_MS = 80_000;

/** A backend with the real Kubernetes target on a sandbox of its own. */
export async function startPortal(options: {
  /** For all plugins; absent: each has a database of its own, in memory. */
  knex?: Knex;
  /** Below `tutti`. */
  config?: JsonObject;
  /** Below `tutti.platform`, beside its sources, values and secrets. */
  platform?: JsonObject;
  /** Beside `tutti`. */
  settings?: JsonObject;
  clusters?: (sandboxUrl: string) => JsonObject[];
  platformSecrets?: Record<string, string>;
  entities?: Entity[];
  /** More platform files, by name. */
  files?: Record<string, string>;
  /** Modules beside the Kubernetes target. */
  features?: BackendFeature[];
  /** Where the auth service is the real one: what reads the document of the API. */
  token?: string;
  /** Factor on how long the pretended pods take. */
  pace?: number;
  /** Folder with the objects of the sandbox. */
  cluster?: string;
}): Promise<Portal> {
  const sandbox = await startSandbox({
    port: 0,
    pace: options.pace ?? 0.02,
    ...(options.cluster !== undefined && { data: options.cluster }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'tutti-portal-'));
  await cp(FIXTURES, folder, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await writeFile(join(folder, 'platform', name), text);
  }
  const log: string[] = [];
  let policy: Policy | undefined = () => undefined;
  const config = {
    ...options.settings,
    tutti: {
      platform: {
        sources: [
          { folder: join(folder, 'platform') },
          { folder: join(folder, 'applications') },
        ],
        values: { DATABASE_HOST: 'pg.example.internal' },
        secrets: options.platformSecrets ?? {
          DATABASE_PASSWORD: 'example-only',
        },
        ...options.platform,
      },
      clusters: options.clusters?.(sandbox.url) ?? [
        { name: 'sandbox', kind: 'sandbox', url: sandbox.url },
      ],
      sealing: {
        keys: [{ id: 'test', key: randomBytes(32).toString('base64') }],
      },
      // Tests change files and do not wait.
      access: {
        acceptPlatform: ['group:default/storefront'],
        webhooks: ['group:default/storefront'],
      },
      worker: { poll: { milliseconds: 50 } },
      notifications: { gatherFor: { seconds: 0 } },
      ...options.config,
    },
  };
  const backend = await startTestBackend({
    features: [
      tuttiPlugin,
      kubernetes,
      mockServices.database.factory(
        options.knex ? { knex: options.knex } : undefined,
      ),
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      logTo(log),
      actionsRegistryServiceFactory,
      ...(options.features ?? []),
      people,
      permissionsBy(() => policy),
      mockServices.rootConfig.factory({ data: config }),
    ],
  });

  const { server } = backend;
  const { body: document, status } = await request(server)
    .get('/api/tutti/openapi.json')
    .set(
      'Authorization',
      options.token
        ? `Bearer ${options.token}`
        : mockCredentials.user.header(MARIA),
    );
  // With Backstage's own auth nobody comes in who is made up here.
  const documented = status === 200 ? Documented.by(document) : undefined;
  const asBearer = (authorization: string): Person => {
    // How long a plan takes on this machine is no matter of these tests.
    const call = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
      request(server)
        [method](`/api/tutti/v1${path}`)
        .set('Authorization', authorization)
        .set('Prefer', 'wait=30')
        .expect(answer => documented?.check(method, `/v1${path}`, answer));
    return {
      get: path => call('get', path),
      post: (path, body = {}) => call('post', path).send(body),
      put: (path, body) => call('put', path).send(body),
      delete: path => call('delete', path),
    };
  };
  const as = (user: string) => asBearer(mockCredentials.user.header(user));
  const ended = async (id: string): Promise<DeploymentDetail> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const { body } = await as(MARIA).get(`/deployments/${id}`).expect(200);
      if (FINAL_STATUSES.includes(body.status)) {
        return body;
      }
      if (Date.now() > end) {
        throw new Error(`Still ${body.status}: ${JSON.stringify(body.steps)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return {
    sandbox,
    config,
    address: `http://localhost:${server.port()}`,
    folder,
    log,
    setPolicy(next) {
      policy = next;
    },
    as,
    authorization: user => mockCredentials.user.header(user),
    act: (header, action, input = {}) =>
      request(server)
        .post(`/api/tutti/.backstage/actions/v1/actions/tutti:${action}/invoke`)
        .set('Authorization', header)
        .send(input),
    asService: subject =>
      asBearer(
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'tutti',
        }),
      ),
    withToken: token => asBearer(`Bearer ${token}`),
    asNobody: () => asBearer(mockCredentials.none.header()),
    ended,
    async deploy(
      environment,
      input = {},
      who = environment === 'production' ? JON : MARIA,
    ) {
      const user = as(who);
      const plan = await user.post(
        `/applications/shop/environments/${environment}/plans`,
        input,
      );
      if (plan.status !== 201) {
        throw new Error(`No plan: ${JSON.stringify(plan.body)}`);
      }
      const { body } = await user
        .post('/deployments', { planId: plan.body.id })
        .expect(201);
      return ended(body.id);
    },
    async stop() {
      await backend.stop();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
