/** The application of each bound entity, by the entity's full ref in lower case. */
export type BindingMap = ReadonlyMap<string, string>;

/** Which entities are bound to an application, as last read. */
export class Bindings {
  #known: BindingMap | undefined;

  /** Reads all of them. Of two that disagree about an entity, the later wins. */
  constructor(
    private readonly sources: (() => Promise<Iterable<[string, string]>>)[],
  ) {}

  /** False until everything was read once: nothing is known then, not even that nothing is bound. */
  get areKnown(): boolean {
    return this.#known !== undefined;
  }

  /** The application of the first of these entities that has one. */
  of(refs: string[]): string | undefined {
    for (const ref of refs) {
      const application = this.#known?.get(ref);
      if (application !== undefined) return application;
    }
    return undefined;
  }

  /**
   * Reads anew; keeps what was known when a source fails.
   *
   * @returns the entities whose application is another than before
   * @throws what the source threw
   */
  async read(): Promise<string[]> {
    const before = this.#known ?? new Map<string, string>();
    const read = await Promise.all(this.sources.map(source => source()));
    const after = new Map(read.flatMap(entries => [...entries]));
    this.#known = after;
    return [...new Set([...before.keys(), ...after.keys()])].filter(
      ref => before.get(ref) !== after.get(ref),
    );
  }
}
