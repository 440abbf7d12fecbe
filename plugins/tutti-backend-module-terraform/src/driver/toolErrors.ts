/** So many lines of what a tool says are kept to tell why it failed. */
const MOST_LINES = 400;
/** Longer is read in the log of the run. */
const LONGEST = 2_000;

/** Listens to a tool, and knows afterwards what it complained about. */
export class ToolErrors {
  readonly #lines: string[] = [];

  hear(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
  }

  /** Its errors without the frame that it draws around them; else its last lines. */
  get text(): string {
    const lines = this.#lines.map(line =>
      line.replace(/^[│╷╵|]\s?/, '').trimEnd(),
    );
    const first = lines.findIndex(line => /^\s*Error: /.test(line));
    const told = first === -1 ? lines.slice(-5) : lines.slice(first);
    const text = told
      .map(line => line.trim())
      .filter(line => line !== '')
      .join('\n');
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }
}
