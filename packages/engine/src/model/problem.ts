/**
 * One thing that is wrong with what somebody wrote. Reading never throws for bad
 * input: it returns every problem of a file at once.
 */
export interface Problem {
  severity: 'error' | 'warning';
  /** Stable and machine readable, e.g. `SchemaViolation`, `NoMatch`, `UnknownPlaceholder`. */
  code: string;
  /** One sentence; never contains a secret. */
  message: string;
  /** The way out, where we know one. */
  hint?: string;
  /** The same for a machine, where one step mends it: a portal makes a link of it. */
  fix?: ProblemFix;
  file?: string;
  /** 1-based. */
  line?: number;
  /** 1-based. */
  column?: number;
  /** Where in the document: `containers.web.image`; keys with dots are quoted: `annotations["a.b/c"]`. */
  path?: string;
  /** The graph node concerned, when the problem was found after reading. */
  address?: string;
}

/** A value or secret that the environment lacks. */
export interface ProblemFix {
  kind: 'setValue';
  name: string;
  secret?: true;
}

/** A value, perhaps with warnings; or errors. Never neither. */
export type Result<T> =
  | { ok: true; value: T; problems: Problem[] }
  | { ok: false; problems: Problem[] };

export function succeed<T>(value: T, problems: Problem[] = []): Result<T> {
  return { ok: true, value, problems };
}

export function fail<T>(problems: Problem[]): Result<T> {
  return { ok: false, problems };
}

export function hasErrors(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
