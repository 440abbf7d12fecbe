import { LogLine, LogQuery, TargetCall, TargetError } from '@tutti/engine';
import { ApiRequest } from '../ApiClient';
import { podLogPath } from '../causes/log';
import { Cluster } from '../Cluster';
import { refusalError } from '../errors';
import { textAt } from '../json';
import { LogLines } from './LogLines';

/** More is the cluster's log collection's to show. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/** The end of what a container said. */
export async function readLog(
  cluster: Cluster,
  query: LogQuery,
  call: TargetCall,
): Promise<LogLine[]> {
  const request = requestFor(query, { limitBytes: String(LARGEST_BYTES) });
  const answer = await cluster.send(request, call);
  if (answer.status >= 300) throw noLog(cluster, request.deed, answer);
  const lines = new LogLines(query.since);
  return [...lines.add(Buffer.from(answer.text)), ...lines.end()];
}

/** And everything it says from then on. */
export async function followLog(
  cluster: Cluster,
  query: LogQuery,
  call: TargetCall,
): Promise<AsyncIterable<LogLine[]>> {
  const request = requestFor(query, { follow: 'true' });
  const answer = await cluster.open(request, call);
  if ('text' in answer) throw noLog(cluster, request.deed, answer);
  return linesOf(answer.chunks, new LogLines(query.since));
}

async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  lines: LogLines,
): AsyncIterable<LogLine[]> {
  for await (const chunk of chunks) {
    const complete = lines.add(chunk);
    if (complete.length > 0) yield complete;
  }
  const rest = lines.end();
  if (rest.length > 0) yield rest;
}

function requestFor(
  { namespace, pod, container, previous, tail, since }: LogQuery,
  more: Record<string, string>,
): ApiRequest {
  return {
    method: 'GET',
    path: podLogPath(namespace, pod),
    query: {
      container,
      tailLines: String(tail),
      timestamps: 'true',
      ...(previous && { previous: 'true' }),
      ...(since !== undefined && { sinceTime: since }),
      ...more,
    },
    deed: `read the log of ${namespace}/${pod}/${container}`,
  };
}

function noLog(
  cluster: Cluster,
  deed: string,
  answer: Parameters<typeof refusalError>[1],
): TargetError {
  // The container has not started yet, the last instance's log is gone, or so is the pod.
  if (answer.status === 400 || answer.status === 404) {
    const said = textAt(answer.body, 'message') ?? 'there is none';
    return new TargetError(said, 'notFound', false);
  }
  return refusalError({ cluster: cluster.name, deed }, answer);
}
