import { TargetError } from '@tutti/engine';
import { pathOf, ServedKind } from '../Discovery';
import { KindWatch, Listener, Watched } from './KindWatch';

/** Each takes a connection of those that are kept for streams. */
const MOST = 100;

/** What of one cluster is watched now: each kind of a namespace once, whoever wants to know. */
export class Watches {
  readonly #running = new Map<string, KindWatch>();

  constructor(private readonly cluster: Watched) {}

  /**
   * @returns what ends it
   * @throws TargetError `throttled` when so much is watched already that more would starve the rest
   */
  join(served: ServedKind, namespace: string, listener: Listener): () => void {
    const key = pathOf(served, namespace);
    const watch = this.#running.get(key) ?? this.#begin(key, served, namespace);
    watch.listeners.add(listener);
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size === 0 && this.#running.get(key) === watch) {
        this.#running.delete(key);
        watch.stop();
      }
    };
  }

  #begin(key: string, served: ServedKind, namespace: string): KindWatch {
    if (this.#running.size >= MOST) {
      throw new TargetError(
        `cluster "${this.cluster.name}": ${MOST} kinds of namespaces are watched already`,
        'throttled',
        true,
      );
    }
    const watch = new KindWatch(this.cluster, served, namespace);
    this.#running.set(key, watch);
    void watch.run().finally(() => {
      if (this.#running.get(key) === watch) this.#running.delete(key);
    });
    return watch;
  }
}
