import {
  secretStoreContract,
  SecretStoreSubject,
} from '@tutti/plugin-tutti-node/testing';
import { describePlaces } from './__testUtils__/places';
import { KubernetesSecretStore } from './KubernetesSecretStore';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';

/** Secrets of a cluster, past the code under test. */
describePlaces(site => {
  const subject = (): SecretStoreSubject => {
    const { target, ask, driver } = site();
    const { namespace, cluster } = target;
    const root = `/api/v1/namespaces/${namespace}/secrets`;
    return {
      store: new KubernetesSecretStore(driver),
      place: { driver: 'kubernetes', cluster },
      namespace,
      async put(name, contents) {
        const data = Object.fromEntries(
          Object.entries(contents).map(([key, text]) => [
            key,
            Buffer.from(text).toString('base64'),
          ]),
        );
        const body = {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name },
          data,
        };
        await ask('DELETE', `${root}/${name}`).catch(() => undefined);
        await ask('POST', root, body);
      },
      away: () =>
        new KubernetesSecretStore(
          new KubernetesTargetDriver([
            {
              name: cluster,
              // Nobody listens there.
              access: { kind: 'sandbox', url: 'http://127.0.0.1:1' },
            },
          ]),
        ),
    };
  };

  secretStoreContract(subject);

  it('is no secret where the environment runs elsewhere', async () => {
    const { store, namespace } = subject();
    expect(
      await store.read(
        { store: 'cluster', namespace, name: 'db', key: 'password' },
        {
          place: { driver: 'nomad', cluster: 'here' },
          signal: new AbortController().signal,
        },
      ),
    ).toMatchObject({ unavailable: expect.stringContaining('kubernetes') });
  });

  it('gives nothing that is no text', async () => {
    const { target, ask } = site();
    await ask('POST', `/api/v1/namespaces/${target.namespace}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'bytes' },
      data: { key: Buffer.from([0xff, 0xfe, 0x00]).toString('base64') },
    });
    const { store, place, namespace } = subject();
    expect(
      await store.read(
        { store: 'cluster', namespace, name: 'bytes', key: 'key' },
        { place, signal: new AbortController().signal },
      ),
    ).toEqual({ missing: expect.stringContaining('is no text') });
  });
});
