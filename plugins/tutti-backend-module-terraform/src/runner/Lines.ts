/** A line without an end is cut: what a tool says cannot fill our memory. */
const LONGEST_LINE = 64 * 1024;

/** Lines out of text that ends anywhere. */
export class Lines {
  #rest = '';

  constructor(private readonly tell: (line: string) => void) {}

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    lines.forEach(line => this.tell(line.replace(/\r$/, '')));
    while (this.#rest.length > LONGEST_LINE) {
      this.tell(this.#rest.slice(0, LONGEST_LINE));
      this.#rest = this.#rest.slice(LONGEST_LINE);
    }
  }

  /** The last line has no end. */
  end(): void {
    if (this.#rest !== '') this.tell(this.#rest);
    this.#rest = '';
  }
}
