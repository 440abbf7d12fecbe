import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
// The tests run against the real one; a module may only not ship with it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tutti from '@tutti/plugin-tutti-backend';
import kubernetes from '@tutti/plugin-tutti-backend-module-kubernetes';
import { TuttiApi, TuttiClient } from '@tutti/plugin-tutti-common';
import { startSandbox } from '@tutti/sandbox';
import { parse, parseAllDocuments } from 'yaml';
import { scaffolderModuleTutti } from '../module';

/** Of the team that owns what the tests make. */
export const MARIA = 'user:default/maria';
/** Of no team. */
export const EVE = 'user:default/eve';
export const TEAM = 'group:default/storefront';

const ROOT = join(__dirname, '../../../..');
const EXAMPLES = join(ROOT, 'examples');

const people = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: (): UserInfoService => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = await mockServices
        .userInfo()
        .getUserInfo(credentials);
      return {
        userEntityRef,
        ownershipEntityRefs:
          userEntityRef === MARIA ? [MARIA, TEAM] : [userEntityRef],
      };
    },
  }),
});

export function entitiesOf(file: string): Entity[] {
  return parseAllDocuments(readFileSync(join(EXAMPLES, file), 'utf8')).map(
    document => {
      const entity: Entity = document.toJS();
      return {
        ...entity,
        metadata: { namespace: 'default', ...entity.metadata },
      };
    },
  );
}

/** A template that only the tests have. */
export function template(name: string, spec: JsonObject): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', owner: TEAM, parameters: [], ...spec },
  };
}

export interface Task {
  id: string;
  status: string;
  /** What the person sees while it runs, step by step. */
  log: string[];
  /** Why it failed, in one text. */
  error?: string;
  output: JsonObject;
}

export interface Portal {
  /** `http://localhost:1234` */
  address: string;
  tutti(user?: string): TuttiApi;
  /** Locations that templates registered in the catalog, which is in memory and reads none. */
  registered: string[];
  /** Begins a task; resolves with its id. */
  begin(
    template: string,
    values: JsonObject,
    options?: { user?: string; secrets?: Record<string, string> },
  ): Promise<string>;
  ended(task: string): Promise<Task>;
  /** Begins a task and waits for its end. */
  run(
    template: string,
    values?: JsonObject,
    options?: { user?: string; secrets?: Record<string, string> },
  ): Promise<Task>;
  /** Asks the scaffolder's API. */
  ask(path: string, body?: JsonObject, user?: string): Promise<Response>;
  stop(): Promise<void>;
}

interface TaskEvent {
  type: string;
  body: {
    message: string;
    status?: string;
    output?: JsonObject;
    error?: { message: string };
  };
}

/** Scaffolder, Tutti and a sandbox cluster of their own, with the example platform. */
export async function startPortal(options: {
  templates: Entity[];
  features?: BackendFeature[];
  /** Below the root of app-config. */
  config?: JsonObject;
}): Promise<Portal> {
  const sandbox = await startSandbox({ port: 0, pace: 0.02 });
  const example = parse(readFileSync(join(ROOT, 'app-config.yaml'), 'utf8'));
  const registered: string[] = [];
  const entities = [
    ...entitiesOf('catalog/org.yaml'),
    ...entitiesOf('catalog/shop.yaml'),
    ...options.templates,
  ];
  const catalog = createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => {
      const inMemory = catalogServiceMock({ entities });
      inMemory.addLocation = async ({ type = 'url', target, dryRun }) => {
        if (!dryRun) registered.push(target);
        const entityRef = 'location:default/registered';
        return {
          location: { id: target, type, target, entityRef },
          entities: [],
        };
      };
      return inMemory;
    },
  });
  const backend = await startTestBackend({
    features: [
      scaffolder,
      scaffolderModuleTutti,
      tutti,
      kubernetes,
      people,
      catalog,
      ...(options.features ?? []),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          tutti: {
            ...example.tutti,
            dataDirectory: undefined,
            platform: {
              ...example.tutti.platform,
              sources: [
                { folder: join(EXAMPLES, 'platform') },
                { folder: join(EXAMPLES, 'applications') },
              ],
            },
            clusters: [{ name: 'sandbox', kind: 'sandbox', url: sandbox.url }],
            sealing: {
              keys: [{ id: 'test', key: randomBytes(32).toString('base64') }],
            },
            worker: { poll: { milliseconds: 50 } },
          },
          ...options.config,
        },
      }),
    ],
  });
  const address = `http://localhost:${backend.server.port()}`;
  const ask: Portal['ask'] = (path, body, user = MARIA) =>
    fetch(`${address}/api/scaffolder/v2${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: mockCredentials.user.header(user),
        'Content-Type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const begin: Portal['begin'] = async (
    name,
    values,
    { user, secrets } = {},
  ) => {
    const answer = await ask(
      '/tasks',
      {
        templateRef: `template:default/${name}`,
        values,
        ...(secrets && { secrets }),
      },
      user,
    );
    const body = await answer.json();
    if (answer.status !== 201) {
      throw new Error(`No task: ${JSON.stringify(body)}`);
    }
    return body.id;
  };
  const ended: Portal['ended'] = async id => {
    for (;;) {
      const { status } = await (await ask(`/tasks/${id}`)).json();
      if (status !== 'open' && status !== 'processing') {
        const events: TaskEvent[] = await (
          await ask(`/tasks/${id}/events`)
        ).json();
        const end = events.find(({ type }) => type === 'completion');
        return {
          id,
          status,
          log: events.map(({ body }) => body.message),
          ...(end?.body.error && { error: end.body.error.message }),
          output: end?.body.output ?? {},
        };
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  return {
    address,
    registered,
    ask,
    begin,
    ended,
    run: async (name, values = {}, runOptions) =>
      ended(await begin(name, values, runOptions)),
    tutti: (user = MARIA) =>
      new TuttiClient({
        discoveryApi: {
          getBaseUrl: async plugin => `${address}/api/${plugin}`,
        },
        fetchApi: {
          fetch(input, init) {
            const headers = new Headers(init?.headers);
            headers.set('Authorization', mockCredentials.user.header(user));
            return fetch(input, { ...init, headers });
          },
        },
      }),
    async stop() {
      await backend.stop();
      await sandbox.close();
    },
  };
}
