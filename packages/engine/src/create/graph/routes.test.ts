import { JsonObject } from '../../model';
import { resourceType } from '../../match/__fixtures__/platform';
import { making, problemsOf } from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

const PORTS: Record<string, { port: number; targetPort: number }> = {
  http: { port: 80, targetPort: 8080 },
  admin: { port: 9000, targetPort: 9000 },
};

/** On a platform whose type and definition say nothing: the contract is the engine's. */
function said(params: JsonObject, ports = PORTS): string[] {
  return problemsOf({
    types: [
      resourceType({
        name: 'route',
        params: { type: 'object', additionalProperties: true },
      }),
    ],
    definitions: [making('route')],
    workloads: [
      workload('web', {
        ports,
        metadata: { prefix: '/shop' },
        resources: { home: { type: 'route', params } },
      }),
    ],
  }).map(
    ({ code, path, message, hint }) => `${code} ${path}: ${message} ${hint}`,
  );
}

const host = 'shop.example.com';

describe('the port of a route', () => {
  it.each(['http', 80, '80', 8080, 'admin'])('may be %s', port => {
    expect(said({ host, port })).toEqual([]);
  });

  it.each<[string | number, string]>([
    [7000, 'Give a port'],
    ['7000', 'Give a port'],
    ['htpp', 'Did you mean "http"? Give a port'],
    ['constructor', 'Give a port'],
  ])('may not be %s, which the workload does not have', (port, hint) => {
    expect(said({ host, port })).toEqual([
      `UnknownPort resources.home.params.port: The route leads to port ${port}, which workload web does not have; there are admin (9000), http (80). ${hint} of service.ports, by its name or its number.`,
    ]);
  });

  it('needs a service', () => {
    expect(said({ host, port: 80 }, {})).toEqual([
      'UnknownPort resources.home.params.port: The route leads to port 80 of workload web, which has no service ports. Add the port to service.ports in the Score file of web.',
    ]);
  });
});

describe('the path of a route', () => {
  it.each([
    '/',
    '/api',
    '/api/',
    '/api/v1.2',
    '/~user',
    '/a+b',
    '/a%20b',
    '/odata/$metadata',
    '/Products(1)',
    '/@scope/name;v=1',
    '${metadata.prefix}/api',
  ])('may be %s', path => {
    expect(said({ host, port: 80, path })).toEqual([]);
  });

  it.each([
    ['/api/(.*)', '/api'],
    ['/api(/|$)(.*)', '/api'],
    ['/api/.*', '/api'],
    ['/api.*', '/api'],
    ['/api/.+', '/api'],
    ['/api/*', '/api'],
    ['/*', '/'],
    ['*', '/'],
    ['^/api', '/api'],
    ['^/api/v[0-9]+/users', '/api'],
    ['~ ^/api', '/api'],
    ['~* /api', '/api'],
    ['= /api', '/api'],
    ['/api$', '/api'],
    ['/(api|admin)', '/'],
    ['/users/{id}', '/users'],
    ['/files/\\d+', '/files'],
    ['/a b', '/'],
    ['(.*)', '/'],
    ['${metadata.prefix}/(.*)', '/shop'],
  ])('may not be the pattern %s', (path, way) => {
    const [problem, ...more] = said({ host, port: 80, path });
    expect(more).toEqual([]);
    expect(problem).toContain('InvalidRoutePath resources.home.params.path');
    expect(problem).toContain(
      ` is a pattern, but a route takes its path literally: it would never match. Write ${way}: a route leads that path and everything below it to the workload.`,
    );
  });

  it.each([
    ['api', 'does not begin with /. Write /api.'],
    ['', 'does not begin with /. Write /.'],
    ['/api?v=1', 'it would never match. Write /api.'],
    ['/api#top', 'it would never match. Write /api.'],
  ])('may not be %p', (path, problem) => {
    expect(said({ host, port: 80, path })).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});
