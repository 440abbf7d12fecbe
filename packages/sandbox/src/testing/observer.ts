import { ManualClock } from '../clock';
import { JsonObject, JsonValue, objectAt, objectsAt, textAt } from '../json';
import { startSandbox } from '../sandbox';
import { Client, clientOf } from './client';
import { paths } from './manifests';

/** A sandbox on a clock that the test moves, and what the test looks at. */
export interface Observer {
  clock: ManualClock;
  api: Client;
  pods(): Promise<JsonObject[]>;
  /** The image of each pod's first container. */
  images(): Promise<(string | undefined)[]>;
  status(path: string): Promise<JsonObject>;
  condition(
    path: string,
    type: string,
  ): Promise<{ status?: JsonValue; reason?: JsonValue }>;
  reasonsOfEvents(): Promise<JsonValue[]>;
  close(): Promise<void>;
}

export async function startObserver(pace = 1): Promise<Observer> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ clock, pace });
  const api = clientOf(sandbox.url);
  clock.advance(0);
  const items = async (path: string) =>
    objectsAt((await api.get(path)).body, 'items');
  const status = async (path: string) =>
    objectAt((await api.get(path)).body, 'status');
  return {
    clock,
    api,
    status,
    pods: () => items(paths.pods),
    images: async () =>
      (await items(paths.pods)).map(pod =>
        textAt(objectsAt(pod, 'spec', 'containers')[0], 'image'),
      ),
    async condition(path, type) {
      const found = objectsAt(await status(path), 'conditions').find(
        entry => entry.type === type,
      );
      return { status: found?.status, reason: found?.reason };
    },
    reasonsOfEvents: async () =>
      (await items(paths.events)).map(event => event.reason),
    close: () => sandbox.close(),
  };
}

/** Why a pod's first container waits. */
export function waitingReason(pod: JsonObject): string | undefined {
  return textAt(
    objectsAt(pod, 'status', 'containerStatuses')[0],
    'state',
    'waiting',
    'reason',
  );
}
