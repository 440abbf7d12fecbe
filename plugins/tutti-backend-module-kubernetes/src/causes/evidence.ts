import { HealthCause, TargetCall } from '@tutti/engine';
import { Cluster } from '../Cluster';
import { ClusterEvent, eventsAbout } from './events';
import { logTail } from './log';
import { explainPull, whyNotReady, whyNotStarted } from '../words';
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
  const { message, hint } = sharpened(trouble, events);
  return {
    reason: trouble.reason,
    message,
    hint,
    ...(said !== undefined && { said }),
    pod: trouble.pod,
    ...(trouble.container !== undefined && { container: trouble.container }),
    ...(events.length > 0 && {
      events: events.map(({ warning: _warning, ...event }) => event),
    }),
    ...(lines.length > 0 && { logTail: lines }),
  };
}

function sharpened(
  trouble: Trouble,
  events: ClusterEvent[],
): Pick<Trouble, 'message' | 'hint'> {
  const warnings = events.filter(({ warning }) => warning).reverse();
  if (trouble.pull) {
    // After a while the status says only "back-off"; events keep what the registry said.
    const { image, texts } = trouble.pull;
    const told = warnings
      .filter(event => event.reason === 'Failed' && /pull/i.test(event.message))
      .map(event => event.message);
    return explainPull(image, trouble.reason, [...texts, ...told]);
  }
  const texts = warnings.map(event => `${event.reason}: ${event.message}`);
  if (trouble.reason === 'Pending') {
    const why = whyNotStarted(texts);
    return why ? { message: why.means, hint: why.hint } : trouble;
  }
  const probed = whyNotReady(texts);
  return probed && isProbed(trouble)
    ? { message: `${trouble.message}: ${probed.means}`, hint: probed.hint }
    : trouble;
}

/** A probe keeps it from traffic, or has ended it. */
function isProbed({ reason, killed }: Trouble): boolean {
  return reason === 'NotReady' || killed === true;
}

/** Events tell why a pod waits, at times in the words of its container: what a probe was answered. */
function saidBy(trouble: Trouble, events: ClusterEvent[]): string | undefined {
  return trouble.reason === 'NotReady' || trouble.reason === 'Pending'
    ? events.filter(({ warning }) => warning).at(-1)?.message
    : undefined;
}
