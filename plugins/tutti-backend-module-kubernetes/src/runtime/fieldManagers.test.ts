import { JsonObject } from '@tutti/engine';
import { fieldManagersOf } from './fieldManagers';

it('names fields as people write them', () => {
  const object: JsonObject = {
    metadata: {
      managedFields: [
        {
          manager: 'tutti',
          operation: 'Apply',
          time: '2026-11-29T12:00:00Z',
          fieldsV1: {
            'f:metadata': {
              'f:labels': { 'f:app.kubernetes.io/name': {}, 'f:app': {} },
              'f:finalizers': { 'v:"keep"': {} },
            },
            'f:spec': {
              'f:replicas': {},
              'f:containers': {
                'k:{"name":"web"}': { '.': {}, 'f:image': {} },
                'k:{"containerPort":80,"protocol":"TCP"}': { '.': {} },
              },
              'f:args': { 'i:0': {} },
            },
          },
        },
        { manager: 'kubelet', operation: 'Update', subresource: 'status' },
      ],
    },
  };
  expect(fieldManagersOf(object)).toEqual([
    {
      name: 'tutti',
      operation: 'Apply',
      at: '2026-11-29T12:00:00Z',
      fields: [
        'metadata.finalizers["keep"]',
        'metadata.labels.app',
        'metadata.labels["app.kubernetes.io/name"]',
        'spec.args[0]',
        'spec.containers[containerPort=80,protocol=TCP]',
        'spec.containers[name=web].image',
        'spec.replicas',
      ],
    },
    { name: 'kubelet', operation: 'Update status', fields: [] },
  ]);
});

it('has nothing of an object that says nothing', () => {
  expect(fieldManagersOf({ metadata: { managedFields: 'x' } })).toEqual([]);
});
