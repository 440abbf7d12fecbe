import { objectsAt, textAt } from '../json';
import { deployment, paths, podTemplate } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';
import { openStream } from '../testing/stream';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('logs', () => {
  const log = async (query: string) => {
    const { body } = await world.api.get(paths.pods);
    const name = textAt(objectsAt(body, 'items')[0], 'metadata', 'name');
    const response = await fetch(
      `${world.api.url}${paths.pods}/${name}/log?${query}`,
    );
    return { status: response.status, text: await response.text() };
  };

  it('grow with time, and can be cut at the front', async () => {
    await world.api.create(paths.deployments, deployment('web:1'));
    world.clock.advance(60_000);
    const all = (await log('')).text.trim().split('\n');
    expect(all[1]).toBe('starting web:1 (container web)');
    const tail = (await log('tailLines=2')).text.trim().split('\n');
    expect(tail).toEqual(all.slice(-2));
    const recent = (await log('sinceSeconds=11')).text.trim().split('\n');
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(4);
    expect((await log('tailLines=1&timestamps=true')).text).toMatch(
      /^2026-01-01T00:0\d:\d\d\.\d+Z ok/,
    );
  });

  it('of a crash say how it ended, now and before', async () => {
    await world.api.create(paths.deployments, deployment('web:crash'));
    world.clock.advance(3500);
    expect((await log('')).text).toContain('fatal');
    expect((await log('previous=true')).text).toContain('exit status 1');
  });

  it.each([
    [
      'web:broken',
      '',
      'container "web" in pod "NAME" is waiting to start: ImagePullBackOff',
    ],
    [
      'web:1',
      'previous=true',
      'previous terminated container "web" in pod "NAME" not found',
    ],
    ['web:1', 'container=none', 'container none is not valid for pod NAME'],
  ])('%s %s are refused, saying why', async (image, query, message) => {
    await world.api.create(paths.deployments, deployment(image));
    world.clock.advance(5000);
    const { status, text } = await log(query);
    expect(status).toBe(400);
    expect(JSON.parse(text).message.replace(/web-\w+-\w+/, 'NAME')).toBe(
      message,
    );
  });

  it('of several containers need a name', async () => {
    await world.api.create(
      paths.deployments,
      deployment(
        'web:1',
        {},
        podTemplate('', {
          containers: [
            { name: 'web', image: 'web:1' },
            { name: 'side', image: 'side:1' },
          ],
        }),
      ),
    );
    world.clock.advance(5000);
    const { status, text } = await log('');
    expect(status).toBe(400);
    expect(JSON.parse(text).message).toMatch(/choose one of: \[web side\]/);
    expect((await log('container=side')).text).toContain('starting side:1');
  });

  it('can be followed', async () => {
    await world.api.create(paths.deployments, deployment('web:1'));
    world.clock.advance(2000);
    const { body } = await world.api.get(paths.pods);
    const name = textAt(objectsAt(body, 'items')[0], 'metadata', 'name');
    const stream = openStream(
      `${world.api.url}${paths.pods}/${name}/log?follow=true`,
    );
    expect(await stream.next()).toContain('simulation');
    expect(await stream.next()).toContain('starting');
    world.clock.advance(10_000);
    expect(await stream.next()).toBe('ok (1)');
    expect(await stream.next()).toBe('ok (2)');
    await world.api.remove(`${paths.pods}/${name}`);
    world.clock.advance(2000);
    await stream.ended;
  });
});
