import { Problem } from '@tutti/engine';
import { dump } from 'js-yaml';
import { Terminal, UsageError } from './Terminal';

export type Output = 'text' | 'json' | 'yaml';

/** @throws UsageError when it is none of `text`, `json`, `yaml` */
export function asOutput(text: string): Output {
  if (text === 'text' || text === 'json' || text === 'yaml') {
    return text;
  }
  throw new UsageError(`--output is text, json or yaml, not ${text}`);
}

/** Data as JSON or YAML. */
export function rendered(data: unknown, output: 'json' | 'yaml'): string {
  return output === 'json'
    ? `${JSON.stringify(data, null, 2)}\n`
    : yaml(JSON.parse(JSON.stringify(data)));
}

export function yaml(data: unknown): string {
  return dump(data, { lineWidth: -1, noRefs: true });
}

export function hasErrors(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** One problem a paragraph: place, code, message, hint. */
export function writeProblems(problems: Problem[], terminal: Terminal): void {
  for (const problem of problems) {
    const place = [problem.file, problem.line, problem.column]
      .filter(part => part !== undefined)
      .join(':');
    const colour = problem.severity === 'error' ? 31 : 33;
    const severity = terminal.colours
      ? `\u001b[${colour}m${problem.severity}\u001b[0m`
      : problem.severity;
    terminal.err(
      `${place ? `${place}: ` : ''}${severity} ${problem.code}: ${
        problem.message
      }\n${problem.hint ? `  hint: ${problem.hint}\n` : ''}`,
    );
  }
}
