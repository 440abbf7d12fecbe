import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { Problem } from '@tutti/plugin-tutti-common';

/** Problems at the words they are about; one without a place stands at the first line. */
export function diagnosticsOf(problems: Problem[], doc: Text): Diagnostic[] {
  return problems.map(({ severity, message, hint, line = 1, column = 1 }) => {
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = Math.min(at.from + column - 1, at.to);
    const word = /^(?:\$\{[^}]*\}?|["']?[^\s:,{}[\]]+)/.exec(
      doc.sliceString(from, at.to),
    );
    return {
      from,
      to: word ? from + word[0].length : at.to,
      severity,
      message: hint === undefined ? message : `${message} ${hint}`,
    };
  });
}
