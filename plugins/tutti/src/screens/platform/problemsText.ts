import type { Problem } from '@tutti/plugin-tutti-common';

/** As compilers write them, for a message to whoever wrote the files. */
export function problemsText(problems: Problem[]): string {
  return problems
    .map(({ severity, code, message, hint, file, line, column, path }) =>
      [
        `${[file, line, column]
          .filter(part => part !== undefined)
          .join(':')} ${severity} ${code}: ${message}`.trim(),
        ...(path ? [`  ${path}`] : []),
        ...(hint ? [`  ${hint}`] : []),
      ].join('\n'),
    )
    .join('\n');
}
