import { readDrift } from './shownDrift';

const changed = (type: string, before: object, after: object) => ({
  address: `module.resource.${type}.it`,
  mode: 'managed',
  type,
  change: { actions: ['update'], before, after },
});

const planOf = (...resource_drift: object[]) =>
  JSON.stringify({ format_version: '1.2', resource_drift });

describe('what is otherwise than it was left', () => {
  it('is no count of a Kubernetes API server, which counts its own writes too', () => {
    const counted = (metadata: object, replicas: number) => ({
      metadata: [{ name: 'api', ...metadata }],
      spec: [{ replicas }],
    });
    const before = counted({ generation: 1, resource_version: '7' }, 1);
    const ofStatus = counted({ generation: 1, resource_version: '8' }, 1);
    const ofSomebody = counted({ generation: 2, resource_version: '9' }, 3);
    expect(
      readDrift(
        planOf(
          changed('kubernetes_deployment', before, ofStatus),
          changed('kubernetes_deployment_v1', before, ofSomebody),
          changed('other_deployment', before, ofStatus),
        ),
      ).map(({ address, fields }) => [address, fields.map(f => f.path)]),
    ).toEqual([
      ['kubernetes_deployment_v1.it', ['spec[0].replicas']],
      ['other_deployment.it', ['metadata[0].resource_version']],
    ]);
  });
});
