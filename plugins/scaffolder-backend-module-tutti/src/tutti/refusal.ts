import { ResponseError } from '@backstage/errors';
import { Problem, RefusedError } from '@tutti/plugin-tutti-common';

function problemLine({ message, hint, file, line }: Problem): string {
  const place = file ? ` (${file}${line ? `:${line}` : ''})` : '';
  return `- ${message}${place}${hint ? ` ${hint}.` : ''}`.replace(/\.\.$/, '.');
}

/**
 * What Tutti refused, as the sentences that it said: with every problem and its way out, and
 * without the stack and the status line of a call that the person never made.
 */
export class Refusal extends Error {
  private constructor(readonly name: string, message: string) {
    super(message);
    this.stack = `${name}: ${message}`;
  }

  /** @param problems - Those that stand against it; warnings are left out. */
  static of(name: string, what: string, problems: Problem[]): Refusal {
    const errors = problems.filter(({ severity }) => severity === 'error');
    return new Refusal(name, [what, ...errors.map(problemLine)].join('\n'));
  }

  /** @returns `error` itself where it is no answer of Tutti's. */
  static from(error: unknown): unknown {
    if (error instanceof RefusedError) {
      return Refusal.of(error.name, error.message, error.problems);
    }
    if (error instanceof ResponseError) {
      return new Refusal(error.cause.name, error.cause.message);
    }
    return error;
  }
}

/** What `call` gives, or Tutti's refusal in its own words. */
export async function asking<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw Refusal.from(error);
  }
}

/** What `call` gives; undefined where the answer is that it is not there, or may not be seen. */
export function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  return asking(
    call.catch(error => {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }),
  );
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ResponseError && error.statusCode === status;
}
