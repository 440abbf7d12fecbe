import { JsonObject, listAt, objectsAt, textAt } from '../json';
import { deployment, paths } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

const map = (name: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});

describe('lists', () => {
  it('come in pages', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await world.api.create(paths.configMaps, map(name, { paged: 'yes' }));
    const names: (string | undefined)[] = [];
    let next = '';
    let pages = 0;
    do {
      const { body } = await world.api.get(
        `${paths.configMaps}?labelSelector=paged&limit=2${
          next && `&continue=${next}`
        }`,
      );
      names.push(
        ...objectsAt(body, 'items').map(item =>
          textAt(item, 'metadata', 'name'),
        ),
      );
      next = textAt(body, 'metadata', 'continue') ?? '';
      pages += 1;
    } while (next);
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pages).toBe(3);
  });

  it('go over all namespaces', async () => {
    await world.api.create('/api/v1/namespaces', {
      metadata: { name: 'team' },
    });
    await world.api.create(
      '/api/v1/namespaces/team/configmaps',
      map('a', { here: '1' }),
    );
    await world.api.create(paths.configMaps, map('a', { here: '1' }));
    const { body } = await world.api.get(
      '/api/v1/configmaps?labelSelector=here',
    );
    expect(
      objectsAt(body, 'items').map(item =>
        textAt(item, 'metadata', 'namespace'),
      ),
    ).toEqual(['default', 'team']);
  });

  it('are tables for those who ask for one', async () => {
    await world.api.create(paths.deployments, deployment('web:broken'));
    world.clock.advance(5000);
    const table = await fetch(world.api.url + paths.pods, {
      headers: {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
      },
    });
    const body: JsonObject = await table.json();
    expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(
      objectsAt(body, 'columnDefinitions')
        .slice(0, 5)
        .map(column => column.name),
    ).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
    const [row] = objectsAt(body, 'rows');
    expect(listAt(row, 'cells').slice(1, 4)).toEqual([
      '0/1',
      'ImagePullBackOff',
      '0',
    ]);
  });
});
