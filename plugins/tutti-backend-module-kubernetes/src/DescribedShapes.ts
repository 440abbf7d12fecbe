import { Shape } from '@tutti/kubernetes';

const SHAPES_KEPT = 128;

/** Shapes by the hash that a cluster gives what it says of a group; those not asked for longest are forgotten. */
export class DescribedShapes {
  readonly #kept = new Map<string, { shape?: Shape }>();

  async of(
    key: string,
    read: () => Promise<Shape | undefined>,
  ): Promise<Shape | undefined> {
    const found = this.#kept.get(key) ?? { shape: await read() };
    this.#kept.delete(key);
    this.#kept.set(key, found);
    if (this.#kept.size > SHAPES_KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    return found.shape;
  }
}
