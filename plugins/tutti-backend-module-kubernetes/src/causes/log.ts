import { TargetCall } from '@tutti/engine';
import { Cluster } from '../Cluster';
import { refusalError } from '../errors';
import { textAt } from '../json';

/**
 * A workload's output may hold secrets of its own, so only its end is shown, and only to
 * those who may read the deployment.
 */
const LINES = 20;
const BYTES = 8192;

export function podLogPath(namespace: string, pod: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(
    namespace,
  )}/pods/${encodeURIComponent(pod)}/log`;
}

/** The last lines of a container; empty when it never wrote any. */
export async function logTail(
  cluster: Cluster,
  namespace: string,
  pod: string,
  container: string,
  previous: boolean,
  call: TargetCall,
): Promise<string[]> {
  const deed = `read the log of ${namespace}/${pod}/${container}`;
  const answer = await cluster.send(
    {
      method: 'GET',
      path: podLogPath(namespace, pod),
      query: {
        container,
        tailLines: String(LINES),
        limitBytes: String(BYTES),
        ...(previous && { previous: 'true' }),
      },
      deed,
    },
    call,
  );
  // 204: the pod is on no node.
  if (answer.status < 300) {
    const lines = answer.text.split('\n').map(line => line.trimEnd());
    while (lines.at(-1) === '') lines.pop();
    return lines.slice(-LINES);
  }
  // The container has not started yet, or its last instance's log is gone: nothing to show.
  if (answer.status === 400 || answer.status === 404) return [];
  const refusal = refusalError({ cluster: cluster.name, deed }, answer);
  // An API server that cannot reach its kubelet answers so; that is no reason to fail.
  if (answer.status >= 500 || answer.status === 403) {
    return [
      `(not available: ${textAt(answer.body, 'message') ?? refusal.message})`,
    ];
  }
  throw refusal;
}
