import { Workload } from '../../model';
import { parseScoreText } from '../../placeholders';

/** Paths of the placeholders in the texts of a workload's containers. */
export function* placeholdersOf(workload: Workload): Generator<string[]> {
  for (const container of Object.values(workload.containers)) {
    const files = Object.values(container.files).flatMap(
      ({ content, noExpand }) =>
        'text' in content && !noExpand ? [content.text] : [],
    );
    const sources = Object.values(container.volumes).map(
      ({ source }) => source,
    );
    const variables = Object.values(container.variables);
    for (const text of [...variables, ...files, ...sources]) {
      yield* pathsIn(text);
    }
  }
}

/** Paths of the placeholders in a text of a Score file. */
export function* pathsIn(text: string): Generator<string[]> {
  if (!text.includes('${')) return;
  for (const part of parseScoreText(text).parts) {
    if (part.kind === 'placeholder') {
      yield part.path;
    }
  }
}
