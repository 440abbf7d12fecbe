import { DriverRequest, ResourceRecord } from '@tutti/engine';

/** The record of what a request made. */
export function recordFor(
  request: DriverRequest,
  more: Partial<ResourceRecord> = {},
): ResourceRecord {
  const { resourceId, address, type, inputs, name } = request;
  return {
    resourceId,
    address,
    type,
    class: request.class,
    name,
    inputs,
    definition: {
      name: 'database',
      type,
      class: '*',
      criteria: {},
      driver: 'terraform',
      inputs: {},
      dependsOn: {},
      provisions: [],
      collect: {},
      protection: 'none',
      onRemoval: 'delete',
      adopts: [],
      source: { file: 'platform.yaml', line: 1 },
    },
    driverVersion: '1',
    outputs: {},
    outputsVersion: 0,
    lifecycle: 'ready',
    needs: [],
    completedJobs: [],
    ...more,
  };
}
