import type { plan } from '@bufbuild/cel';
import { Unknown } from '../../model';
import { freeVariables } from './freeVariables';
import { celLibrary } from './library';
import { loopDepth } from './loopDepth';
import { bindingsOf, CelVariables } from './variables';

/** What a rule says. `pending`: it depends on something known only after apply. */
export type Judgement =
  | { outcome: 'true' }
  | { outcome: 'false' }
  | { outcome: 'pending'; on: Unknown }
  | { outcome: 'error'; message: string };

/** What is wrong with an expression as it is written. */
export interface ExpressionError {
  message: string;
  /** Piece of the expression that begins where the mistake is, unless it is at the end. */
  at?: string;
}

type Compiled =
  | { ok: true; run: ReturnType<typeof plan>; reads: string[] }
  | ({ ok: false } & ExpressionError);

/** Platforms have tens of expressions and thousands of subjects. */
const compiled = new Map<string, Compiled>();
const MAX_COMPILED = 1000;

/** Containers, their ports, and one more; each further one multiplies the time. */
const MAX_LOOPS = 3;

function compile(expression: string): Compiled {
  const known = compiled.get(expression);
  if (known) return known;
  const result = compileNew(expression);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(expression, result);
  return result;
}

function compileNew(expression: string): Compiled {
  const cel = celLibrary();
  try {
    const parsed = cel.parse(expression);
    if (loopDepth(parsed.expr) > MAX_LOOPS) {
      return {
        ok: false,
        message: `loops stand more than ${MAX_LOOPS} deep in one another`,
      };
    }
    return {
      ok: true,
      run: cel.plan(cel.environment, parsed),
      reads: freeVariables(expression),
    };
  } catch (error) {
    return { ok: false, message: messageOf(error), ...at(error, expression) };
  }
}

/** As the library writes it before its message: line and column, both 1-based. */
const POSITION = /^(?:ERROR: )?<input>:(\d+):(\d+): ?/;

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function messageOf(error: unknown): string {
  return textOf(error).replace(POSITION, 'line $1, column $2: ');
}

function at(error: unknown, expression: string): Pick<ExpressionError, 'at'> {
  const [, line, column] = POSITION.exec(textOf(error)) ?? [];
  const rest = expression
    .split('\n')
    [Number(line) - 1]?.slice(Number(column) - 1)
    .trim();
  return rest ? { at: rest } : {};
}

/** Its grammar, or a name that is none of `variables`. */
export function expressionError(
  expression: string,
  variables: string[],
): ExpressionError | undefined {
  const result = compile(expression);
  if (!result.ok) return result;
  const unknown = result.reads.find(name => !variables.includes(name));
  return unknown === undefined
    ? undefined
    : {
        message: `there is no ${unknown} here, only ${variables.join(', ')}`,
        at: unknown,
      };
}

/** Evaluates a CEL expression that says yes or no. Never throws. */
export function judge(expression: string, variables: CelVariables): Judgement {
  const result = compile(expression);
  if (!result.ok) return { outcome: 'error', message: result.message };
  variables.missed.leaf = undefined;
  const value = result.run(bindingsOf(result.reads, variables));
  if (value === true) return { outcome: 'true' };
  if (value === false) return { outcome: 'false' };
  if (variables.missed.leaf)
    return { outcome: 'pending', on: variables.missed.leaf };
  return {
    outcome: 'error',
    message: celLibrary().isCelError(value)
      ? messageOf(value)
      : 'it gives neither true nor false',
  };
}
