import type { Problem, ProblemFix } from '@tutti/plugin-tutti-common';

/** Each step that mends something once, in the order of the problems; a secret stays one. */
export function fixesOf(problems: Problem[]): ProblemFix[] {
  const fixes = new Map<string, ProblemFix>();
  for (const { fix } of problems) {
    if (fix && !fixes.get(fix.name)?.secret) fixes.set(fix.name, fix);
  }
  return [...fixes.values()];
}
