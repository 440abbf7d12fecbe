import { Problem } from '@tutti/engine';
import { platformOf, readInputs, workloadsOf } from '../inputs';
import { hasErrors, Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

/** Score and platform files, told apart by what they say they are; the platform files as one set. */
export function validate(
  paths: string[],
  options: { output: Output },
  terminal: Terminal,
): number {
  const inputs = readInputs(paths, terminal.progress);
  if (inputs.length === 0) {
    throw new UsageError(
      `nothing to validate in ${paths.join(', ')}: no Score or platform file`,
    );
  }
  terminal.progress('checking');
  const score = inputs.filter(({ kind }) => kind === 'score');
  const problems: Problem[] = [
    ...(score.length < inputs.length ? platformOf(inputs).problems : []),
    ...workloadsOf(score, {}).problems,
  ];
  const valid = !hasErrors(problems);
  if (options.output === 'text') {
    writeProblems(problems, terminal);
    terminal.out(
      `${inputs.length} ${inputs.length === 1 ? 'file' : 'files'}: ${
        valid ? 'valid' : 'not valid'
      }\n`,
    );
  } else {
    terminal.out(
      rendered({ valid, files: inputs.length, problems }, options.output),
    );
  }
  return valid ? EXIT.ok : EXIT.problems;
}
