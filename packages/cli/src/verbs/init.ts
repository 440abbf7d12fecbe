import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { orUsageError } from '../files';
import { EXIT, Terminal, UsageError } from '../Terminal';

/** A workload that runs as it is, and the least platform that takes it. */
const STARTER: Record<string, string> = {
  'score.yaml': `apiVersion: score.dev/v1b1
metadata:
  name: web
service:
  ports:
    http:
      port: 80
      targetPort: 8080
containers:
  main:
    image: .
`,
  'platform/platform.yaml': `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata:
  name: development
spec:
  rank: 1
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata:
  name: default
spec:
  driver: kubernetes
  cluster: local
  namespace: '\${context.application}-\${context.environment}'
`,
};

/**
 * Writes a starter into a folder; overwrites nothing.
 *
 * @throws UsageError when one of its files is there already, or cannot be written
 */
export function init(folder: string, terminal: Terminal): number {
  const files = Object.entries(STARTER).map(([name, text]) => ({
    path: join(folder, name),
    text,
  }));
  const taken = files.filter(({ path }) => existsSync(path));
  if (taken.length > 0) {
    throw new UsageError(
      `${taken.map(({ path }) => path).join(', ')} is there already`,
    );
  }
  for (const { path, text } of files) {
    orUsageError(`cannot write ${path}`, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    });
    terminal.out(`${path}\n`);
  }
  return EXIT.ok;
}
