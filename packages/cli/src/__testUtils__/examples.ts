import { join } from 'path';

export const root = join(__dirname, '../../../..');
export const platform = join(root, 'examples/platform');
export const applications = join(root, 'examples/applications');
export const shop = join(applications, 'shop');
export const bin = join(root, 'packages/cli/bin/tutti');

/** A platform that takes any workload, and nothing else. */
export const SMALL_PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: default }
spec: { driver: kubernetes, cluster: local, namespace: '\${context.application}' }
`;

/** A workload of one container. */
export function score(name: string, image = 'nginx:1'): string {
  return `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: '${image}' } }
`;
}
