import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { JsonObject } from '@tutti/engine';
import { codeOf } from '../errors';
import { objectsAt, textAt } from '../json';
import { ControlPlane } from './controlPlane';

/** Nobody listens there. */
const ADDRESS = '10.0.0.7';

/**
 * Plays the kubelet of a control plane that has no nodes: writes each new pod's status once.
 * A word in the image says how the pod fares: `does-not-exist`, `crash`, else it runs. A pod with the
 * annotation `lab/fate` fares as that says: what a node would write, as JSON of `PodFate`.
 */
export function startPretendedNode(plane: Pick<ControlPlane, 'ask'>): {
  stop(): Promise<void>;
} {
  const done = new Set<string>();
  let stopped = false;
  const look = async () => {
    const pods = objectsAt(
      await plane.ask(
        'GET',
        '/api/v1/pods?fieldSelector=status.phase%3DPending',
      ),
      'items',
    );
    for (const pod of pods) {
      const uid = textAt(pod, 'metadata', 'uid') ?? '';
      if (!done.has(uid)) {
        await drive(plane, pod);
        done.add(uid);
      }
    }
  };
  const work = (async () => {
    while (!stopped) {
      await look().catch(error => {
        // The API server may be away for a while.
        if (codeOf(error) === 'Error') throw error;
      });
      await pause(50);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await work;
    },
  };
}

/** What a kubelet or the scheduler writes about one pod. */
export interface PodFate {
  /** Replaces what it says otherwise. */
  status: JsonObject;
  /** Of its containers, by their place; names and images are filled in. */
  containers?: JsonObject[];
  initContainers?: JsonObject[];
  events?: { reason: string; message: string }[];
}

async function drive(
  plane: Pick<ControlPlane, 'ask'>,
  pod: JsonObject,
): Promise<void> {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  const root = `/api/v1/namespaces/${namespace}`;
  const [container] = objectsAt(pod, 'spec', 'containers');
  const image = textAt(container, 'image') ?? '';
  const told = textAt(pod, 'metadata', 'annotations', 'lab/fate');
  if (told !== undefined) {
    await play(plane, pod, root, JSON.parse(told));
    return;
  }
  const fate = fateOf(image, textAt(pod, 'spec', 'restartPolicy') ?? 'Always');
  try {
    await plane.ask('PATCH', `${root}/pods/${name}/status`, {
      status: {
        phase: fate.phase,
        podIPs: [{ ip: ADDRESS }],
        podIP: ADDRESS,
        conditions: [{ type: 'Ready', status: fate.ready ? 'True' : 'False' }],
        containerStatuses: objectsAt(pod, 'spec', 'containers').map(
          ({ name: named, image: pulled }) => ({
            name: String(named),
            image: String(pulled),
            imageID: fate.hasPulled ? idOf(String(pulled)) : '',
            ready: fate.ready,
            restartCount: fate.restarts,
            state: fate.state,
            ...(fate.lastState && { lastState: fate.lastState }),
          }),
        ),
        initContainerStatuses: objectsAt(pod, 'spec', 'initContainers').map(
          ({ name: named, image: pulled }) => ({
            name: String(named),
            image: String(pulled),
            imageID: idOf(String(pulled)),
            ready: true,
            restartCount: 0,
            state: ended(0, 'Completed'),
          }),
        ),
      },
    });
  } catch (error) {
    // The pod may have been deleted meanwhile.
    if (!String(error).includes('404')) throw error;
    return;
  }
  if (fate.event) {
    await tell(plane, pod, root, { reason: 'Failed', message: fate.event });
  }
}

async function play(
  plane: Pick<ControlPlane, 'ask'>,
  pod: JsonObject,
  root: string,
  fate: PodFate,
): Promise<void> {
  const named = (kind: string, statuses: JsonObject[]) =>
    statuses.map((status, index) => {
      const spec = objectsAt(pod, 'spec', kind)[index];
      return {
        name: textAt(spec, 'name') ?? '',
        image: textAt(spec, 'image') ?? '',
        imageID: '',
        ready: false,
        restartCount: 0,
        state: {},
        ...status,
      };
    });
  const name = textAt(pod, 'metadata', 'name') ?? '';
  await plane.ask('PATCH', `${root}/pods/${name}/status`, {
    status: {
      phase: 'Pending',
      ...fate.status,
      containerStatuses: named('containers', fate.containers ?? []),
      initContainerStatuses: named('initContainers', fate.initContainers ?? []),
    },
  });
  for (const event of fate.events ?? []) {
    await tell(plane, pod, root, event);
  }
}

async function tell(
  plane: Pick<ControlPlane, 'ask'>,
  pod: JsonObject,
  root: string,
  event: { reason: string; message: string },
): Promise<void> {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  await plane.ask('POST', `${root}/events`, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { generateName: `${name}.` },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      name,
      namespace: textAt(pod, 'metadata', 'namespace') ?? '',
      uid: textAt(pod, 'metadata', 'uid') ?? '',
    },
    type: 'Warning',
    ...event,
    lastTimestamp: now(),
  });
}

interface Fate {
  phase: string;
  hasPulled: boolean;
  ready: boolean;
  restarts: number;
  state: JsonObject;
  lastState?: JsonObject;
  event?: string;
}

function ended(exitCode: number, reason: string): JsonObject {
  return {
    terminated: { exitCode, reason, startedAt: now(), finishedAt: now() },
  };
}

function fateOf(image: string, restartPolicy: string): Fate {
  if (image.includes('does-not-exist')) {
    const message = `Back-off pulling image "${image}"`;
    return {
      phase: 'Pending',
      hasPulled: false,
      ready: false,
      restarts: 0,
      state: { waiting: { reason: 'ImagePullBackOff', message } },
      event: `Failed to pull image "${image}": manifest unknown`,
    };
  }
  if (image.includes('crash')) {
    return {
      phase: 'Running',
      hasPulled: true,
      ready: false,
      restarts: 3,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      lastState: ended(1, 'Error'),
    };
  }
  return restartPolicy === 'Always'
    ? {
        phase: 'Running',
        hasPulled: true,
        ready: true,
        restarts: 0,
        state: { running: { startedAt: now() } },
      }
    : {
        phase: 'Succeeded',
        hasPulled: true,
        ready: false,
        restarts: 0,
        state: ended(0, 'Completed'),
      };
}

/** As a kubelet on containerd writes it: another content for each tag. */
function idOf(image: string): string {
  const [name, digest = `sha256:${sha256(image)}`] = image.split('@');
  return `${name.replace(/:[^:/]*$/, '')}@${digest}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}
