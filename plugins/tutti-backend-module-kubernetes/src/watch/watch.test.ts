import { setTimeout as pause } from 'node:timers/promises';
import { TargetError } from '@tutti/engine';
import {
  Handler,
  MisbehavingServer,
  startApiServer,
} from '../__testUtils__/apiServer';
import { KubernetesTargetDriver } from '../KubernetesTargetDriver';
import { watchEvents } from './watchEvents';

const LIST = { metadata: { resourceVersion: '7' }, items: [] };
const line = (event: object) => `${JSON.stringify(event)}\n`;
const changed = (resourceVersion: string) =>
  line({ type: 'MODIFIED', object: { metadata: { resourceVersion } } });

describe('a watch', () => {
  let server: MisbehavingServer;

  afterEach(() => server.close());

  /** Watches one pod's namespace of a server that answers watches in turn, then no more. */
  async function watching(handler: Handler) {
    server = await startApiServer(request =>
      request.url === '/version' ? undefined : handler(request),
    );
    const driver = new KubernetesTargetDriver([
      { name: 'here', access: { kind: 'sandbox', url: server.url } },
    ]);
    const cluster = await driver.cluster('here');
    const served = {
      apiVersion: 'v1',
      kind: 'Pod',
      plural: 'pods',
      namespaced: true,
    };
    const told = { changed: 0, refused: undefined as unknown };
    const join = () =>
      cluster.watches.join(served, 'shop', {
        changed: () => {
          told.changed += 1;
        },
        refused: error => {
          told.refused = error;
        },
      });
    return { told, join };
  }

  const watches = () => server.seen.filter(({ url }) => url.includes('watch='));
  const isWatch = (url: string) => url.includes('watch=');

  async function until(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + 20_000;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error('not within 20 s');
      await pause(5);
    }
  }

  it('goes on where it stood, and after a 410 from the list of now', async () => {
    const answers = [
      changed('8') +
        line({
          type: 'BOOKMARK',
          object: { metadata: { resourceVersion: '9' } },
        }),
      line({ type: 'ERROR', object: { code: 410, reason: 'Expired' } }),
    ];
    const { told, join } = await watching(({ url }) => {
      if (!isWatch(url)) return { status: 200, body: LIST };
      const body = answers.shift();
      return body === undefined ? undefined : { status: 200, body };
    });
    const leave = join();
    await until(() => watches().length === 3);
    expect(
      watches().map(({ url }) => /resourceVersion=(\d+)/.exec(url)?.[1]),
    ).toEqual(['7', '9', '7']);
    // The change, and that nobody knows what came between.
    expect(told).toEqual({ changed: 2, refused: undefined });
    expect(server.seen.map(({ headers }) => headers.accept)).toContain(
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
    );
    leave();
  });

  it('is one, however many listen, and ends with the last of them', async () => {
    const { join } = await watching(({ url }) =>
      isWatch(url) ? undefined : { status: 200, body: LIST },
    );
    const leaves = [join(), join()];
    await until(() => watches().length === 1);
    leaves[0]();
    leaves.push(join());
    leaves.slice(1).forEach(leave => leave());
    // A new one: the other is over.
    const leave = join();
    await until(() => watches().length === 2);
    leave();
    expect(watches()).toHaveLength(2);
  });

  it('tells that nobody sees, waits, and goes on when the cluster is back', async () => {
    let isDown = true;
    const { told, join } = await watching(({ url }) => {
      if (isDown) {
        isDown = false;
        return 'reset';
      }
      return isWatch(url) ? undefined : { status: 200, body: LIST };
    });
    const began = performance.now();
    const leave = join();
    await until(() => watches().length === 1);
    expect(performance.now() - began).toBeGreaterThan(400);
    // Blind, and seeing again.
    expect(told).toEqual({ changed: 2, refused: undefined });
    leave();
  });

  it('ends where the account may not watch', async () => {
    const { told, join } = await watching(({ url }) =>
      isWatch(url)
        ? {
            status: 403,
            body: { message: 'pods is forbidden', reason: 'Forbidden' },
          }
        : { status: 200, body: LIST },
    );
    join();
    await until(() => told.refused !== undefined);
    expect(told.refused).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('watch pods in shop'),
    });
    expect(watches()).toHaveLength(1);
  });
});

describe('the events of a watch', () => {
  async function read(...chunks: string[]) {
    const events = [];
    const bytes = (async function* each() {
      for (const chunk of chunks) yield Buffer.from(chunk);
    })();
    for await (const event of watchEvents(bytes)) events.push(event);
    return events;
  }

  it('come whole, however they were cut', async () => {
    const text = changed('1') + changed('2');
    const inPieces = await read(...text.split(/(?<=.{7})/));
    expect(inPieces).toEqual(await read(text));
    expect(inPieces).toHaveLength(2);
  });

  it.each([
    ['no JSON', 'gateway timeout\n'],
    ['no event', '{"items":[]}\n'],
    ['without an end', 'x'.repeat(5 * 1024 * 1024)],
  ])('that are %s are an error that is tried again', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'TargetError',
      retryable: true,
    } satisfies Partial<TargetError>);
  });
});
