import { HealthCause, TargetCall } from '@tutti/engine';
import { Cluster } from '../Cluster';
import { ClusterEvent, eventsAbout } from './events';
import { explainPull } from './imagePull';
import { logTail } from './log';
import { Trouble } from './Trouble';

/** A trouble with what supports it: the pod's last events and the container's last lines. */
export async function explainTrouble(
  cluster: Cluster,
  namespace: string,
  trouble: Trouble,
  call: TargetCall,
): Promise<HealthCause> {
  const { pod, container } = trouble;
  const [events, lines] = await Promise.all([
    eventsAbout(cluster, namespace, trouble.podUid, call),
    container === undefined || trouble.log === 'none'
      ? []
      : logTail(
          cluster,
          namespace,
          pod,
          container,
          trouble.log === 'previous',
          call,
        ),
  ]);
  return causeOf(trouble, events, lines);
}

/** Exported for its table of cases: how events sharpen what the pod's status says. */
export function causeOf(
  trouble: Trouble,
  events: ClusterEvent[],
  lines: string[],
): HealthCause {
  const said = saidBy(trouble, events);
  return {
    reason: trouble.reason,
    message: sharpened(trouble, events),
    ...(said !== undefined && { said }),
    pod: trouble.pod,
    ...(trouble.container !== undefined && { container: trouble.container }),
    ...(events.length > 0 && {
      events: events.map(({ time, reason, message }) => ({
        time,
        reason,
        message,
      })),
    }),
    ...(lines.length > 0 && { logTail: lines }),
  };
}

function sharpened(trouble: Trouble, events: ClusterEvent[]): string {
  const warnings = events.filter(({ warning }) => warning).reverse();
  if (trouble.pull) {
    // After a while the status says only "back-off"; events keep what the registry said.
    const { image, texts } = trouble.pull;
    const told = warnings
      .filter(
        ({ reason, message }) => reason === 'Failed' && /pull/i.test(message),
      )
      .map(({ message }) => message);
    return explainPull(image, trouble.reason, [...texts, ...told]).message;
  }
  return trouble.message;
}

/** Events tell why a pod waits, at times in the words of its container: what a probe was answered. */
function saidBy(trouble: Trouble, events: ClusterEvent[]): string | undefined {
  return trouble.reason === 'NotReady' || trouble.reason === 'Pending'
    ? events.filter(({ warning }) => warning).at(-1)?.message
    : undefined;
}
