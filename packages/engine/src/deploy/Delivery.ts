import { Address, LiveObject, ObjectRecord } from '../model';
import { NotDelivered } from './failures';
import { WantedObject } from './intents';

/** What one step wants of the target. */
export interface Share {
  apply: { object: WantedObject; seen: LiveObject | undefined }[];
  release: ObjectRecord[];
  remove: ObjectRecord[];
}

/**
 * What a run changes in a target that takes a set as a whole: every step brings its share and waits; when the
 * last has brought it, all is delivered at once. Where one cannot, nothing is: half an application would be
 * worse than the one of before.
 */
export class Delivery {
  readonly share: Share = { apply: [], release: [], remove: [] };
  readonly #gathered = new Map<Address, () => void>();
  /** Resolves when all is delivered; rejects where nothing is. */
  readonly over: Promise<void>;
  #settle: { resolve(): void; reject(error: unknown): void } = {
    resolve: () => {},
    reject: () => {},
  };

  constructor() {
    this.over = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // In a run whose steps bring nothing nobody waits.
    this.over.catch(() => {});
  }

  /** Resolves when the step has brought its share; what needs the step can go on then. */
  gathered(address: Address): Promise<void> {
    return new Promise(resolve => this.#gathered.set(address, resolve));
  }

  /**
   * Brings a share and waits for the delivery.
   *
   * @throws NotDelivered, or what went wrong with the delivery
   */
  async bring(address: Address, share: Share): Promise<void> {
    this.add(share);
    this.#gathered.get(address)?.();
    await this.over;
  }

  add({ apply, release, remove }: Share): void {
    this.share.apply.push(...apply);
    this.share.release.push(...release);
    this.share.remove.push(...remove);
  }

  delivered(): void {
    this.#settle.resolve();
  }

  /** Everybody who waits is told why. */
  failed(error: unknown): void {
    this.#settle.reject(error);
  }

  abandon(): void {
    this.failed(
      new NotDelivered('nothing is delivered while something else is not done'),
    );
  }
}
