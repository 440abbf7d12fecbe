import { placeHere, ProcessPlace } from '@tutti/plugin-tutti-node';

/**
 * Which machine began which work: whoever takes over on another one must not begin it a second time. Shared
 * by all replicas of the backend.
 */
export interface WorkPlaces {
  /** Kept before anything is begun. */
  put(operationId: string, place: ProcessPlace): Promise<void>;
  /** Undefined when nothing was begun. */
  find(operationId: string): Promise<ProcessPlace | undefined>;
  remove(operationId: string): Promise<void>;
  /** Those that were begun on this machine so long ago. */
  begunHere(olderThanMs: number): Promise<string[]>;
}

/** For one process: tests, and a backend that works alone. */
export class MemoryWorkPlaces implements WorkPlaces {
  readonly #places = new Map<string, ProcessPlace & { begun: number }>();

  async put(operationId: string, place: ProcessPlace): Promise<void> {
    this.#places.set(operationId, { ...place, begun: Date.now() });
  }

  async find(operationId: string): Promise<ProcessPlace | undefined> {
    return this.#places.get(operationId);
  }

  async remove(operationId: string): Promise<void> {
    this.#places.delete(operationId);
  }

  async begunHere(olderThanMs: number): Promise<string[]> {
    const { host } = placeHere('');
    const before = Date.now() - olderThanMs;
    return [...this.#places].flatMap(([id, place]) =>
      place.host === host && place.begun <= before ? [id] : [],
    );
  }
}
