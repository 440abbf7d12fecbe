import { JsonValue } from '../../model';
import { resourceType } from '../../match/__fixtures__/platform';
import { graphOf, making, problemsOf, Scene } from './__fixtures__/graph';
import { workload } from './__fixtures__/workload';

const route = resourceType({
  name: 'route',
  params: {
    type: 'object',
    properties: {
      host: { type: 'string' },
      port: { type: 'integer', 'x-service-port': true },
    },
  },
});

function scene(port: JsonValue): Scene {
  return {
    types: [route],
    definitions: [making('route')],
    workloads: [
      workload('web', {
        ports: {
          http: { port: 80, targetPort: 8080 },
          'grpc-2': { port: 8080, targetPort: 9090 },
        },
        resources: { home: { type: 'route', params: { host: 'http', port } } },
      }),
    ],
  };
}

describe('a param that is a port of the workload', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['its name', 'http', 80],
    ['its number', 80, 80],
    ['its number as text', '80', 80],
    ['a Service’s port, before a container’s of that number', 8080, 8080],
    ['the container’s port behind it', 9090, 8080],
  ])('is given as %s', (_, given, port) => {
    const node = graphOf(scene(given)).nodes['route.default#web.home'];
    // Only what the type marks: the host stays what it is.
    expect(node).toMatchObject({ params: { host: 'http', port } });
  });

  it.each(['ftp', 'constructor', 7000, '7000'])(
    'is refused as %s, since it leads nowhere',
    given => {
      expect(problemsOf(scene(given))).toMatchObject([{ code: 'UnknownPort' }]);
    },
  );
});
