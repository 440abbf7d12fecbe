import { KubeObject } from '../../json';
import type { World } from '../world';

/**
 * When each thing about a pod was first seen in its present state. A status knows seconds only,
 * which is too coarse for what happens here; after a restart the present step begins anew.
 */
export class Stopwatch {
  private readonly seen = new Map<string, { state: string; at: number }>();

  /** Milliseconds left of a duration that began when this state was first seen. */
  remaining(
    world: World,
    pod: KubeObject,
    what: string,
    state: string,
    milliseconds: number,
  ): { left: number; isNew: boolean } {
    const key = `${String(pod.metadata.uid)}/${what}`;
    const now = world.clock.now();
    const known = this.seen.get(key);
    const isNew = known?.state !== state;
    const since = known && !isNew ? known.at : now;
    if (isNew) this.seen.set(key, { state, at: now });
    return { left: since + milliseconds - now, isNew };
  }

  forget(pod: KubeObject): void {
    for (const key of this.seen.keys())
      if (key.startsWith(`${String(pod.metadata.uid)}/`)) this.seen.delete(key);
  }
}
