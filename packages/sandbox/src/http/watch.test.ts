import { JsonObject, textAt } from '../json';
import { startSandbox } from '../sandbox';
import { paths } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';
import { openStream } from '../testing/stream';

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

describe('a watch', () => {
  const watch = (query: string) =>
    openStream(`${world.api.url}${paths.configMaps}?watch=true${query}`);

  it('follows changes from a version on', async () => {
    await world.api.create(paths.configMaps, map('before'));
    const { body: list } = await world.api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(`&resourceVersion=${version}`);
    await world.api.create(paths.configMaps, map('a'));
    await world.api.merge(`${paths.configMaps}/a`, { data: { x: '1' } });
    await world.api.remove(`${paths.configMaps}/a`);
    for (const type of ['ADDED', 'MODIFIED', 'DELETED'])
      expect(await stream.nextJson()).toMatchObject({
        type,
        object: { kind: 'ConfigMap', metadata: { name: 'a' } },
      });
    stream.close();
  });

  it('tells what happened while nobody listened', async () => {
    const { body: list } = await world.api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    await world.api.create(paths.configMaps, map('a'));
    await world.api.remove(`${paths.configMaps}/a`);
    const stream = watch(`&resourceVersion=${version}`);
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    expect(await stream.nextJson()).toMatchObject({ type: 'DELETED' });
    stream.close();
  });

  it('of a selection sees what comes into it and goes out of it', async () => {
    await world.api.create(paths.configMaps, map('a'));
    const { body: list } = await world.api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(`&resourceVersion=${version}&labelSelector=app%3Dweb`);
    await world.api.create(paths.configMaps, map('other'));
    await world.api.merge(`${paths.configMaps}/a`, {
      metadata: { labels: { app: 'web' } },
    });
    await world.api.merge(`${paths.configMaps}/a`, {
      metadata: { labels: { app: null } },
    });
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    expect(await stream.nextJson()).toMatchObject({ type: 'DELETED' });
    stream.close();
  });

  it('can begin with the list, and says where that ends', async () => {
    await world.api.create(paths.configMaps, map('a'));
    const stream = watch(
      '&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da',
    );
    expect(await stream.nextJson()).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'a' } },
    });
    expect(await stream.nextJson()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    stream.close();
  });

  it('ends at its time with a bookmark', async () => {
    const { body: list } = await world.api.get(paths.configMaps);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const stream = watch(
      `&resourceVersion=${version}&timeoutSeconds=1&allowWatchBookmarks=true`,
    );
    expect(await stream.nextJson()).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: version } },
    });
    await stream.ended;
  });

  it('from a version of another life must list again', async () => {
    const stream = watch('&resourceVersion=999999');
    expect(await stream.nextJson()).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    await stream.ended;
  });

  it('ends when the sandbox does', async () => {
    const own = await startSandbox();
    const stream = openStream(`${own.url}${paths.configMaps}?watch=true`);
    expect(await stream.nextJson()).toMatchObject({ type: 'ADDED' });
    await own.close();
    await stream.ended;
  });
});
