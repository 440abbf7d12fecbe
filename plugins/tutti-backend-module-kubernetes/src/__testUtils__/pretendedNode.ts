import { setTimeout as pause } from 'node:timers/promises';
import { JsonObject } from '@tutti/engine';
import { objectsAt, textAt } from '../json';
import { ControlPlane } from './controlPlane';

/**
 * Plays the kubelet of a control plane that has no nodes: writes each new pod's status once.
 * A word in the image says how the pod fares: `does-not-exist`, `crash`, else it runs.
 */
export function startPretendedNode(plane: ControlPlane): {
  stop(): Promise<void>;
} {
  const done = new Set<string>();
  let stopped = false;
  const work = (async () => {
    while (!stopped) {
      const pods = objectsAt(await plane.ask('GET', '/api/v1/pods'), 'items');
      for (const pod of pods) {
        const uid = textAt(pod, 'metadata', 'uid') ?? '';
        if (!done.has(uid)) {
          done.add(uid);
          await drive(plane, pod);
        }
      }
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

async function drive(plane: ControlPlane, pod: JsonObject): Promise<void> {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  const root = `/api/v1/namespaces/${namespace}`;
  const [container] = objectsAt(pod, 'spec', 'containers');
  const image = textAt(container, 'image') ?? '';
  const fate = fateOf(image, textAt(pod, 'spec', 'restartPolicy') ?? 'Always');
  try {
    await plane.ask('PATCH', `${root}/pods/${name}/status`, {
      status: {
        phase: fate.phase,
        conditions: [{ type: 'Ready', status: fate.ready ? 'True' : 'False' }],
        containerStatuses: [
          {
            name: textAt(container, 'name') ?? '',
            image,
            imageID: '',
            ready: fate.ready,
            restartCount: fate.restarts,
            state: fate.state,
            ...(fate.lastState && { lastState: fate.lastState }),
          },
        ],
      },
    });
  } catch (error) {
    // The pod may have been deleted meanwhile.
    if (!String(error).includes('404')) throw error;
    return;
  }
  if (fate.event) {
    await plane.ask('POST', `${root}/events`, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { generateName: `${name}.` },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        name,
        namespace,
        uid: textAt(pod, 'metadata', 'uid') ?? '',
      },
      type: 'Warning',
      reason: 'Failed',
      message: fate.event,
      lastTimestamp: now(),
    });
  }
}

interface Fate {
  phase: string;
  ready: boolean;
  restarts: number;
  state: JsonObject;
  lastState?: JsonObject;
  event?: string;
}

function fateOf(image: string, restartPolicy: string): Fate {
  const ended = (exitCode: number, reason: string) => ({
    terminated: { exitCode, reason, startedAt: now(), finishedAt: now() },
  });
  if (image.includes('does-not-exist')) {
    const message = `Back-off pulling image "${image}"`;
    return {
      phase: 'Pending',
      ready: false,
      restarts: 0,
      state: { waiting: { reason: 'ImagePullBackOff', message } },
      event: `Failed to pull image "${image}": manifest unknown`,
    };
  }
  if (image.includes('crash')) {
    return {
      phase: 'Running',
      ready: false,
      restarts: 3,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      lastState: ended(1, 'Error'),
    };
  }
  return restartPolicy === 'Always'
    ? {
        phase: 'Running',
        ready: true,
        restarts: 0,
        state: { running: { startedAt: now() } },
      }
    : {
        phase: 'Succeeded',
        ready: false,
        restarts: 0,
        state: ended(0, 'Completed'),
      };
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}
