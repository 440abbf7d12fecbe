import { explainText, matchDefinition, unmatched } from '@tutti/engine';
import { loadPlatformAt } from '../inputs';
import { matchContextOf, PlaceOptions, placeOf, placeProblems } from '../place';
import { hasErrors, Output, rendered, writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

export interface ExplainOptions extends PlaceOptions {
  platform: string[];
  output: Output;
  id?: string;
  workload?: string;
}

/** Which definition a resource would get, and why no other. */
export function explain(
  type: string,
  resourceClass: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): number {
  const platform = loadPlatformAt(options.platform, terminal.progress);
  writeProblems(platform.problems, terminal);
  if (!platform.ok) {
    return EXIT.problems;
  }
  const place = placeOf(options, platform.value);
  const misplaced = placeProblems(place, platform.value);
  writeProblems(misplaced, terminal);
  if (hasErrors(misplaced)) {
    return EXIT.problems;
  }
  const explanation = matchDefinition(
    platform.value,
    {
      type,
      class: resourceClass ?? 'default',
      ...(options.id && { id: options.id }),
      ...(options.workload && { workload: options.workload }),
    },
    matchContextOf(place),
  );
  if (explanation.candidates.length === 0) {
    const subject = `${type}.${explanation.request.class}`;
    const problem = unmatched({
      platform: platform.value,
      explanation,
      subject,
      place: {},
    });
    writeProblems([problem], terminal);
    return EXIT.problems;
  }
  terminal.out(
    options.output === 'text'
      ? explainText(explanation)
      : rendered(explanation, options.output),
  );
  return explanation.winner === undefined ? EXIT.problems : EXIT.ok;
}
