import { PlanPorts, readWorkload } from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { environmentOn, platformFrom } from './environmentOn';

/** What it takes for a workload to need objects. */
const PLACES = `
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: thing }
spec: { outputs: { type: object, properties: {} } }
---
`;

export interface Wanted {
  objects: object[];
  /** More of the Target's spec. */
  target?: object;
}

function platformOf(
  { objects, target = {} }: Wanted,
  place: { cluster: string; namespace: string },
) {
  const documents = [
    {
      kind: 'Target',
      metadata: { name: 'here' },
      spec: {
        driver: 'kubernetes',
        ...place,
        ...target,
      },
    },
    {
      kind: 'ResourceDefinition',
      metadata: { name: 'thing' },
      spec: { type: 'thing', driver: 'manifests', inputs: { objects } },
    },
  ].map(document =>
    JSON.stringify({ apiVersion: 'tutti.dev/v1alpha1', ...document }),
  );
  return platformFrom([
    { file: 'platform.yaml', text: PLACES + documents.join('\n---\n') },
  ]);
}

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "registry.example.com/web:1" } }
resources: { thing: { type: thing } }
`;

/** An environment with a namespace of its own, and one workload that needs these objects. */
export function environmentOfThings(
  openTarget: PlanPorts['openTarget'],
  { cluster, namespace }: { cluster: string; namespace: string },
  wanted: Wanted,
): { environment: TestEnvironment; change(next: Wanted): void } {
  const workload = readWorkload(SCORE, { file: 'score.yaml' });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const place = { cluster, namespace };
  const environment = environmentOn(
    openTarget,
    TestEnvironment.of(platformOf(wanted, place), [workload.value], {
      environment: { id: namespace, name: 'dev', type: 'development' },
    }).request,
  );
  return {
    environment,
    change: next => environment.change({ platform: platformOf(next, place) }),
  };
}
