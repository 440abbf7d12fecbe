import { JsonObject, KubeObject, objectsAt, textAt } from '../json';
import { LogLine, logOf } from '../logs';
import { Objects } from '../objects/objects';
import { badRequest } from '../status';
import { Exchange } from './exchange';

/** How often a followed log is looked at. */
const followEveryMs = 500;

/** What a pretended container said: `container`, `previous`, `tailLines`, `sinceSeconds`, `timestamps`, `follow`. */
export function sendLogs(
  exchange: Exchange,
  pod: KubeObject,
  objects: Objects,
  streams: Set<{ stop(): void }>,
): void {
  const container = chooseContainer(exchange, pod);
  const isPrevious = exchange.flag('previous');
  const read = (current: KubeObject) =>
    logOf(current, container, { isPrevious, now: exchange.clock.now() });
  const lines = read(pod);
  if (typeof lines === 'string') throw badRequest(lines);
  const print = (line: LogLine) =>
    exchange.flag('timestamps')
      ? `${new Date(line.time).toISOString()} ${line.text}\n`
      : `${line.text}\n`;
  const chosen = choose(exchange, lines).map(print).join('');
  const limit = Number(exchange.query.get('limitBytes') ?? 0);
  const text = limit > 0 ? chosen.slice(0, limit) : chosen;
  if (!exchange.flag('follow') || isPrevious)
    return exchange.sendText(200, text);

  exchange.response.writeHead(200, { 'content-type': 'text/plain' });
  exchange.response.write(text);
  let last = lines.at(-1)?.time ?? 0;
  const stream = {
    stop() {
      exchange.response.end();
    },
  };
  const timer = setInterval(() => {
    const current = objects.store.get(
      '/Pod',
      textAt(pod.metadata, 'namespace'),
      pod.metadata.name,
    );
    if (current?.metadata.uid !== pod.metadata.uid) return stream.stop();
    const now = read(current);
    const fresh =
      typeof now === 'string' ? [] : now.filter(line => line.time > last);
    last = fresh.at(-1)?.time ?? last;
    exchange.response.write(fresh.map(print).join(''));
    const hasEnded = statusOf(current, container)?.state;
    return textAt(hasEnded, 'terminated', 'finishedAt')
      ? stream.stop()
      : undefined;
  }, followEveryMs);
  streams.add(stream);
  exchange.response.on('close', () => {
    clearInterval(timer);
    streams.delete(stream);
  });
  return undefined;
}

function choose(exchange: Exchange, lines: LogLine[]): LogLine[] {
  const seconds = Number(exchange.query.get('sinceSeconds') ?? 0);
  const since =
    seconds > 0
      ? exchange.clock.now() - seconds * 1000
      : Date.parse(exchange.query.get('sinceTime') ?? '') || 0;
  const recent = lines.filter(line => line.time >= since);
  const tail = exchange.query.get('tailLines');
  if (tail === null) return recent;
  const count = Number(tail);
  return count > 0 ? recent.slice(-count) : [];
}

function statusOf(pod: KubeObject, container: string): JsonObject | undefined {
  return [
    ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ...objectsAt(pod, 'status', 'containerStatuses'),
  ].find(status => status.name === container);
}

function chooseContainer(exchange: Exchange, pod: KubeObject): string {
  const mains = objectsAt(pod, 'spec', 'containers').map(({ name }) =>
    String(name),
  );
  const inits = objectsAt(pod, 'spec', 'initContainers').map(({ name }) =>
    String(name),
  );
  const asked = exchange.query.get('container');
  if (!asked) {
    if (mains.length === 1) return mains[0];
    throw badRequest(
      `a container name must be specified for pod ${
        pod.metadata.name
      }, choose one of: [${[...inits, ...mains].join(' ')}]`,
    );
  }
  if (!mains.includes(asked) && !inits.includes(asked))
    throw badRequest(
      `container ${asked} is not valid for pod ${pod.metadata.name}`,
    );
  return asked;
}
