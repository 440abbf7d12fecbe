import { JsonObject, refOf } from '@tutti/engine';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { startApiServer } from './__testUtils__/apiServer';
import { definitionOf } from './__testUtils__/manifests';

it('calls a definition healthy only when the API server finds its kind', async () => {
  const definition = definitionOf('Workspace');
  const stored: JsonObject = {
    ...definition,
    metadata: { ...definition.metadata, uid: 'u1', resourceVersion: '7' },
    status: { conditions: [{ type: 'Established', status: 'True' }] },
  };
  let served = false;
  const server = await startApiServer(({ url }) => {
    const { pathname } = new URL(url, 'http://cluster');
    switch (pathname) {
      case '/apis/apiextensions.k8s.io/v1':
        return kinds('CustomResourceDefinition', 'customresourcedefinitions');
      case '/apis/lab.example.com/v1':
        return served
          ? kinds('Workspace', 'workspaces')
          : { status: 404, body: '404 page not found' };
      case '/apis/apiextensions.k8s.io/v1/customresourcedefinitions':
        return { status: 200, body: { metadata: {}, items: [stored] } };
      default:
        return pathname.startsWith('/apis')
          ? { status: 200, body: stored }
          : undefined;
    }
  });
  try {
    const target = await new KubernetesTargetDriver([
      { name: 'dev', access: { kind: 'sandbox', url: server.url } },
    ]).open({ cluster: 'dev', namespace: 'shop' });
    const health = () =>
      target.health([refOf(definition)], {
        signal: new AbortController().signal,
        timeoutMs: 5_000,
      });

    expect(await health()).toMatchObject([
      {
        status: 'progressing',
        message: 'Workspace of lab.example.com/v1 is not served yet',
      },
    ]);
    served = true;
    expect(await health()).toMatchObject([{ status: 'healthy' }]);
  } finally {
    await server.close();
  }
});

function kinds(kind: string, name: string) {
  return {
    status: 200,
    body: { resources: [{ kind, name, namespaced: false }] },
  };
}
