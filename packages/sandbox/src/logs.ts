import { behaviorOf } from './controllers';
import { JsonObject, KubeObject, objectsAt, textAt } from './json';

export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  text: string;
}

/** A running container says something every so often; older lines are forgotten. */
const everyMs = 5000;
const keptLines = 1000;

/**
 * What a pretended container has said. Made from the pod's status, not kept: the same status and
 * time give the same lines. A text is the reason why there is no log.
 */
export function logOf(
  pod: KubeObject,
  container: string,
  options: { isPrevious: boolean; now: number },
): LogLine[] | string {
  const spec = [
    ...objectsAt(pod, 'spec', 'initContainers'),
    ...objectsAt(pod, 'spec', 'containers'),
  ].find(({ name }) => name === container);
  const status = [
    ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ...objectsAt(pod, 'status', 'containerStatuses'),
  ].find(({ name }) => name === container);
  const place = `container ${JSON.stringify(container)} in pod ${JSON.stringify(
    pod.metadata.name,
  )}`;
  if (!spec || !status)
    return `${place} is waiting to start: ContainerCreating`;
  const last = textAt(status, 'lastState', 'terminated', 'startedAt');
  const ended =
    textAt(status, 'state', 'terminated', 'startedAt') ??
    (textAt(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff'
      ? last
      : undefined);
  if (options.isPrevious)
    return last === undefined
      ? `previous terminated ${place} not found`
      : life(pod, spec, { start: Date.parse(last), end: Date.parse(last) });
  const running = textAt(status, 'state', 'running', 'startedAt');
  if (running !== undefined)
    return life(pod, spec, { start: Date.parse(running), now: options.now });
  if (ended !== undefined)
    return life(pod, spec, {
      start: Date.parse(ended),
      end: Date.parse(ended),
    });
  return `${place} is waiting to start: ${
    textAt(status, 'state', 'waiting', 'reason') ?? 'ContainerCreating'
  }`;
}

function life(
  pod: KubeObject,
  container: JsonObject,
  span: { start: number; end: number } | { start: number; now: number },
): LogLine[] {
  const { start } = span;
  const behavior = behaviorOf(pod, container);
  const image = textAt(container, 'image') ?? '';
  const beginning = [
    '[tutti-sandbox] simulation: no container runs here, these lines are made up',
    `starting ${image} (container ${String(container.name)})`,
    ...objectsAt(container, 'ports').map(
      port => `listening on ${String(port.containerPort)}`,
    ),
  ];
  const lines = beginning.map((text, index) => ({ time: start + index, text }));
  const at = start + beginning.length;
  if ('end' in span)
    return [
      ...lines,
      ...(behavior === 'CrashLoopBackOff'
        ? [
            { time: at, text: 'fatal: cannot go on (a crash was asked for)' },
            { time: at + 1, text: 'exit status 1' },
          ]
        : [{ time: at, text: 'done' }]),
    ];
  const news = behavior === 'NeverReady' ? 'waiting to become ready' : 'ok';
  const count = Math.max(0, Math.floor((span.now - start) / everyMs));
  const first = Math.max(0, count - keptLines);
  return [
    ...lines,
    ...Array.from({ length: count - first }, (_, index) => ({
      time: start + (first + index + 1) * everyMs,
      text: `${news} (${first + index + 1})`,
    })),
  ];
}
