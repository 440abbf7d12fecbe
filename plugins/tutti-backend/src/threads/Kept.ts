import { ByRevision } from './jobs';

/** What a thread has fetched; those fetched first are forgotten first. */
export class Kept<Content> {
  readonly #contents = new Map<string, Promise<Content>>();

  constructor(private readonly most: number) {}

  /** Asked for once; a failed answer is not kept. */
  of({ revision, fetch }: ByRevision<Content>): Promise<Content> {
    const known = this.#contents.get(revision);
    if (known) {
      return known;
    }
    const fetched = fetch().catch(error => {
      this.#contents.delete(revision);
      throw error;
    });
    this.#contents.set(revision, fetched);
    if (this.#contents.size > this.most) {
      const [oldest] = this.#contents.keys();
      this.#contents.delete(oldest);
    }
    return fetched;
  }
}
