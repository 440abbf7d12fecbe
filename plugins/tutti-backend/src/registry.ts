/** What modules register, by name. */
export class Registry<T extends { readonly name: string }> {
  readonly #entries = new Map<string, T>();

  constructor(private readonly what: string, first: T[]) {
    first.forEach(entry => this.add(entry));
  }

  /** @throws Error when the name is taken. */
  add(entry: T): void {
    if (this.#entries.has(entry.name)) {
      throw new Error(`There are two ${this.what}s named '${entry.name}'`);
    }
    this.#entries.set(entry.name, entry);
  }

  all(): T[] {
    return [...this.#entries.values()];
  }
}
