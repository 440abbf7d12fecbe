import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalog from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import tutti from '@tutti/plugin-tutti-backend';
import catalogModuleTutti from '.';

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: 'registry.example.com/web:1' } }
`;
const PATIENCE_MS = 40_000;

describe('the catalog beside Tutti', () => {
  let backend: TestBackend;
  let folder: string;

  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/${path}`,
      {
        method,
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    return {
      status: response.status,
      body: response.status === 204 ? undefined : await response.json(),
    };
  };
  const entityAt = async (path: string): Promise<Entity | undefined> => {
    const { status, body } = await call(
      'GET',
      `catalog/entities/by-name/${path}`,
    );
    return status === 200 ? body : undefined;
  };
  /** Until the catalog, which works on its own, has come to that. */
  const eventually = async <T>(look: () => Promise<T | undefined | false>) => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await look();
      if (found || Date.now() > end) {
        return found;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };

  /** Somebody's file declares one system, of this name. */
  const declare = (name: string) =>
    writeFile(
      join(folder, 'catalog-info.yaml'),
      `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: ${name}, title: Declared }
spec: { owner: user:default/mock }
`,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-catalog-'));
    await declare('other');
    backend = await startTestBackend({
      features: [
        catalog,
        tutti,
        catalogModuleTutti,
        // One bus for both plugins, as in a real backend.
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://portal.example.com' },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['System', 'Component', 'Location'] }],
              locations: [
                { type: 'file', target: join(folder, 'catalog-info.yaml') },
              ],
            },
            tutti: { platform: { sources: [] }, dataDirectory: folder },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows what was made in Tutti, leaves to files what they declare, and unmakes nothing', async () => {
    expect(
      await call('POST', 'tutti/v1/applications', {
        name: 'shop',
        title: 'Shop',
      }),
    ).toMatchObject({ status: 201 });
    expect(
      await call('PUT', 'tutti/v1/applications/shop/workloads/web', {
        score: SCORE,
      }),
    ).toMatchObject({ status: 200 });

    expect(
      await eventually(() => entityAt('component/default/shop-web')),
    ).toMatchObject({
      metadata: {
        annotations: {
          'tutti.dev/application': 'shop',
          'backstage.io/kubernetes-id': 'shop.web',
        },
        links: [
          {
            url: 'http://portal.example.com/tutti/applications/shop',
            title: 'Deployed with Tutti',
          },
        ],
      },
      spec: { owner: 'user:default/mock', system: 'system:default/shop' },
    });
    expect(await entityAt('system/default/shop')).toBeDefined();

    await declare('shop');
    const declared = () => entityAt('system/default/shop');
    expect(
      await eventually(async () => {
        const system = await declared();
        return system?.metadata.title === 'Declared' && system;
      }),
    ).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/managed-by-origin-location':
            expect.stringMatching(/^file:/),
        },
      },
    });
    // Looked at again, it stays the file's.
    await call('PUT', 'tutti/v1/applications/shop/settings', { offers: {} });
    expect((await declared())?.metadata.title).toBe('Declared');

    // An entity that goes takes nothing from Tutti.
    await declare('other');
    expect(
      await eventually(async () => {
        const left = await declared();
        return (
          !left || left.metadata.annotations?.['backstage.io/orphan'] === 'true'
        );
      }),
    ).toBe(true);
    expect(await call('GET', 'tutti/v1/applications/shop')).toMatchObject({
      status: 200,
      body: { workloads: [{ name: 'web' }] },
    });

    // What is gone in Tutti goes here.
    expect(await call('DELETE', 'tutti/v1/applications/shop')).toMatchObject({
      status: 204,
    });
    expect(
      await eventually(
        async () => !(await entityAt('component/default/shop-web')),
      ),
    ).toBe(true);
  });
});
