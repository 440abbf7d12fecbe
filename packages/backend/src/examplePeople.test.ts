import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { examplePeople } from './examplePeople';

const provider = {
  people: [{ name: 'stranger', title: 'Stranger', may: 'Sees.' }],
};

function portal(options: {
  environment?: string;
  listen?: string | JsonObject;
}) {
  const { environment, listen } = options;
  return new ConfigReader({
    auth: { environment, providers: { example: provider } },
    backend: { listen },
  });
}

describe('example people', () => {
  it.each<[string, string | JsonObject]>([
    ['an IPv4 address', { host: '127.0.0.1', port: 7007 }],
    ['a name', { host: 'localhost', port: 7007 }],
    ['an IPv6 address', { host: '::1' }],
    ['one line', '127.0.0.1:7007'],
  ])('are offered in development, on loopback given as %s', (_what, listen) => {
    const config = portal({ environment: 'development', listen });
    expect([...examplePeople(config, 'development')]).toEqual([
      ['stranger', 'Stranger'],
    ]);
  });

  it.each<[string, string | undefined, Parameters<typeof portal>[0], RegExp]>([
    [
      'a production process',
      'production',
      { environment: 'development', listen: { host: '127.0.0.1' } },
      /NODE_ENV is production/,
    ],
    [
      'a process that does not say what it is',
      undefined,
      { environment: 'development', listen: { host: '127.0.0.1' } },
      /NODE_ENV is not set/,
    ],
    [
      'another environment',
      'development',
      { environment: 'production', listen: { host: '127.0.0.1' } },
      /auth.environment is production/,
    ],
    [
      'no environment',
      'development',
      { listen: { host: '127.0.0.1' } },
      /auth.environment is not set/,
    ],
    [
      'every address',
      'development',
      { environment: 'development', listen: { host: '0.0.0.0' } },
      /backend.listen.host is 0.0.0.0/,
    ],
    [
      'a port alone',
      'development',
      { environment: 'development', listen: ':7007' },
      /backend.listen.host is every address/,
    ],
    [
      'nothing said',
      'development',
      { environment: 'development' },
      /backend.listen.host is every address/,
    ],
    [
      'an address that begins like loopback',
      'development',
      { environment: 'development', listen: '127.0.0.1.example.com:7007' },
      /backend.listen.host is 127.0.0.1.example.com/,
    ],
  ])(
    'stop the portal from starting with %s',
    (_what, nodeEnvironment, options, message) => {
      expect(() => examplePeople(portal(options), nodeEnvironment)).toThrow(
        message,
      );
    },
  );

  it('are nobody where they are not configured', () => {
    expect(examplePeople(new ConfigReader({}), 'production').size).toBe(0);
  });
});
