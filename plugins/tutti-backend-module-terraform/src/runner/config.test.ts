import { ConfigReader } from '@backstage/config';
import { readLocalRunner } from './config';

const read = (runner: object, more: object = {}) =>
  readLocalRunner(
    new ConfigReader({ ...more, tutti: { terraform: { runner } } }),
  );

describe('the configuration of the local runner', () => {
  it('has a default for everything', () => {
    expect(readLocalRunner(new ConfigReader({}))).toEqual({
      tool: 'tofu',
      folder: expect.stringMatching(/^\/.*tutti-terraform$/),
      concurrency: 4,
      graceMs: 60_000,
      inherit: [],
    });
  });

  it('has its folder where the backend has its own', () => {
    expect(
      read({}, { backend: { workingDirectory: '/var/backstage' } }).folder,
    ).toBe('/var/backstage/tutti-terraform');
    expect(read({ folder: '/srv/works' }).folder).toBe('/srv/works');
  });

  it.each([
    [{ mirror: 'providers' }, 'tutti.terraform.runner.mirror: "providers"'],
    [{ mirror: 'http://m' }, 'an address that begins with https://'],
    [{ concurrency: 0 }, 'tutti.terraform.runner.concurrency: must be'],
    [{ graceSeconds: 1.5 }, 'tutti.terraform.runner.graceSeconds: must be'],
  ])('refuses %j', (runner, message) => {
    expect(() => read(runner)).toThrow(message);
  });
});
