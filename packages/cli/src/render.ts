import { Problem, withPositions } from '@tutti/engine';
import { readFileSync } from 'fs';
import { paint } from './colour';
import { Terminal } from './Terminal';
import { yaml } from './yaml';

export const OUTPUTS = ['text', 'json', 'yaml'] as const;
export type Output = (typeof OUTPUTS)[number];

/** Data as JSON or YAML. */
export function rendered(data: unknown, output: 'json' | 'yaml'): string {
  return output === 'json'
    ? `${JSON.stringify(data, null, 2)}\n`
    : yaml(JSON.parse(JSON.stringify(data)));
}

export function hasErrors(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** One problem a paragraph: place, code, message, hint. */
export function writeProblems(problems: Problem[], terminal: Terminal): void {
  for (const problem of withPositions(problems, textAt)) {
    const place = [problem.file, problem.line, problem.column]
      .filter(part => part !== undefined)
      .join(':');
    const severity = paint(
      problem.severity,
      problem.severity === 'error' ? 'red' : 'yellow',
      terminal.colours.err,
    );
    terminal.err(
      `${place ? `${place}: ` : ''}${severity} ${problem.code}: ${
        problem.message
      }\n${problem.hint ? `  hint: ${problem.hint}\n` : ''}`,
    );
  }
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // What a problem calls its file need not be one: then its path has to do.
    return undefined;
  }
}
