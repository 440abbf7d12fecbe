import { loadPlatform, Platform, JsonSchema } from '@tutti/engine';
import { Store } from '../store';

/** What a driver says about itself when files are checked against it. */
export type DriverContract = { name: string; inputs: JsonSchema };

/** The revision that serves: the same for every replica, because the database says which. */
export class ActivePlatform {
  #loaded?: { revision: string; platform: Platform };

  constructor(
    private readonly store: Store,
    private readonly drivers: DriverContract[],
    /** Asked before every answer: folders may have changed. */
    private readonly refreshIfChanged: () => Promise<void>,
  ) {}

  /**
   * Undefined until a good revision was read.
   *
   * @throws Error when this version of Tutti cannot read the revision that serves.
   */
  async find(): Promise<Platform | undefined> {
    await this.refreshIfChanged();
    const { active } = await this.store.platform.pointer();
    if (!active) {
      return undefined;
    }
    if (this.#loaded?.revision !== active) {
      this.#loaded = {
        revision: active,
        platform: await this.#load(active),
      };
    }
    return this.#loaded.platform;
  }

  async #load(revision: string): Promise<Platform> {
    const files = await this.store.platform.files(revision);
    const result = loadPlatform(files ?? [], this.drivers);
    if (!result.ok) {
      const [first] = result.problems;
      throw new Error(
        `The platform revision ${revision} that serves is not valid for this version of Tutti: ${first?.message}`,
      );
    }
    return result.value;
  }
}
