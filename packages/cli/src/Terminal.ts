/** Where a verb writes: answers to `out`, problems and progress to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** `err` is a terminal and nobody asked for plain text. */
  colours: boolean;
}

export function processTerminal(): Terminal {
  return {
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
    // https://no-color.org: any value that is not empty switches colours off.
    colours: Boolean(process.stderr.isTTY) && !process.env.NO_COLOR,
  };
}

/** Documented in docs/reference/cli.md. */
export const EXIT = { ok: 0, problems: 1, usage: 2, broken: 3 } as const;

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  readonly name = 'UsageError';
}
