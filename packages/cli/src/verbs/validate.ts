import { Problem } from '@tutti/engine';
import { filesAt, kindOf, readSource } from '../files';
import { loadPlatformAt, loadWorkloads } from '../inputs';
import { hasErrors, Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

/** Score and platform files, told apart by what they say they are; the platform files as one set. */
export function validate(
  paths: string[],
  options: { output: Output },
  terminal: Terminal,
): number {
  const files = paths.flatMap(path => {
    const found = filesAt(path).map(readSource);
    // A file that was named is meant; in a folder there are others.
    return found.length === 1 && found[0].file === path
      ? found
      : found.filter(({ text }) => kindOf(text) !== 'other');
  });
  if (files.length === 0) {
    throw new UsageError(`nothing to validate in ${paths.join(', ')}`);
  }
  const platform = files.filter(({ text }) => kindOf(text) === 'platform');
  const score = files.filter(({ text }) => kindOf(text) !== 'platform');
  const problems: Problem[] = [
    ...(platform.length > 0
      ? loadPlatformAt(platform.map(({ file }) => file)).problems
      : []),
    ...score.flatMap(({ file }) => loadWorkloads([file], {}).problems),
  ];
  const valid = !hasErrors(problems);
  if (options.output === 'text') {
    writeProblems(problems, terminal);
    terminal.out(
      `${files.length} ${files.length === 1 ? 'file' : 'files'}: ${
        valid ? 'valid' : 'not valid'
      }\n`,
    );
  } else {
    terminal.out(
      rendered({ valid, files: files.length, problems }, options.output),
    );
  }
  return valid ? EXIT.ok : EXIT.problems;
}
