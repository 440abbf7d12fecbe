import { Input, NO_INPUT, processInput } from './Input';
import { Count, ProgressLine } from './ProgressLine';
import { Environment, Stream } from './streams';

export type { Environment, Stream } from './streams';

/** Where a verb writes, answers to `out`, problems to `err`, and what it reads. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** How far long work has come; shown only to somebody who looks. */
  progress(phase: string, count?: Count): void;
  /** The verb has ended, and with it whatever was going on. */
  settle(): void;
  /** Which of the two may be coloured. */
  colours: { out: boolean; err: boolean };
  input: Input;
}

export function terminalOf(
  out: Stream,
  err: Stream,
  environment: Environment,
  input: Input = NO_INPUT,
): Terminal {
  const line = new ProgressLine(err, environment);
  return {
    out: text => {
      line.clear();
      out.write(text);
    },
    err: text => {
      line.clear();
      err.write(text);
    },
    progress: (phase, count) => line.show(phase, count),
    settle: () => line.clear(),
    colours: {
      out: isColoured(out, environment),
      err: isColoured(err, environment),
    },
    input,
  };
}

export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ignoreClosedPipe);
  }
  return terminalOf(
    process.stdout,
    process.stderr,
    process.env,
    processInput(),
  );
}

/** `| head` has read enough: the verb ends as it would, and so does its exit code. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}

/**
 * https://no-color.org: any value that is not empty switches colours off, and wins. FORCE_COLOR
 * switches them on where there is no terminal, as CI systems like it; `0` is none.
 */
function isColoured(stream: Stream, environment: Environment): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) {
    return false;
  }
  return FORCE_COLOR
    ? FORCE_COLOR !== '0'
    : stream.isTTY === true && TERM !== 'dumb';
}

/** Documented in docs/reference/cli.md. */
export const EXIT = {
  ok: 0,
  problems: 1,
  usage: 2,
  broken: 3,
  /** As shells have it: 128 and the number of the signal. */
  interrupted: 130,
} as const;

/** The command line itself is wrong, or names what is not there: exit code 2. */
export class UsageError extends Error {
  readonly name = 'UsageError';
}
