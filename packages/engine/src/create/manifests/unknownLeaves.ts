import { groupBy, Problem, Workload } from '../../model';
import { parseScoreText } from '../../placeholders';
import { formatPath, Path } from '../../read/path';
import { StepDraft } from '../draft/draft';

/** A field of an object that only a deployment fills. */
export interface UnknownLeaf {
  step: StepDraft;
  /** `Deployment web` */
  title: string;
  path: Path;
  /** `Unknown.from` */
  from: string;
}

/** It follows from the others: a digest of them. */
const FOLLOWS = 'annotations["tutti.dev/config-digest"]';

/** One problem for each thing that is not known, at the first text that asks for it. */
export function unknownProblems(leaves: UnknownLeaf[]): Problem[] {
  const causes = leaves.filter(
    ({ path }) => !formatPath(path).endsWith(FOLLOWS),
  );
  const byOrigin = groupBy(
    causes.length > 0 ? causes : leaves,
    ({ from }) => from,
  );
  return [...byOrigin].map(([from, [first, ...others]]) => ({
    severity: 'error',
    code: 'KnownAfterApply',
    message: `${first.title}: ${formatPath(first.path)} comes from ${from}.${
      others.length > 0
        ? ` So ${others.length === 1 ? 'does' : 'do'} ${others.length} more ${
            others.length === 1 ? 'field' : 'fields'
          }.`
        : ''
    }`,
    hint: isValue(from)
      ? 'Give the value; on the command line with --values.'
      : 'Match a definition whose outputs are known without a deployment, such as one of the driver static or manifests.',
    address: first.step.address,
    ...placeOf(first),
  }));
}

function isValue(from: string): boolean {
  return /^(platform\.)?values\./.test(from);
}

function placeOf({
  step,
  from,
}: UnknownLeaf): Pick<Problem, 'file' | 'line' | 'path'> {
  switch (step.kind) {
    case 'workload': {
      const path = textThatAsks(step.workload, from);
      return { file: step.workload.file, ...(path && { path }) };
    }
    case 'resource':
      return { ...step.definition.source, path: 'spec.inputs' };
    default:
      return {};
  }
}

/** The first text of a Score file with a placeholder for an output of that name. */
function textThatAsks(workload: Workload, from: string): string | undefined {
  const [origin] = from.split(',', 1);
  const wanted = origin.slice(origin.lastIndexOf('.') + 1);
  const found = filledTexts(workload).find(([, text]) =>
    parseScoreText(text).parts.some(
      part =>
        part.kind === 'placeholder' &&
        part.path[part.path.length - 1] === wanted,
    ),
  );
  return found && formatPath(found[0]);
}

function filledTexts({ containers }: Workload): [Path, string][] {
  return Object.entries(containers).flatMap(([name, container]) => [
    ...Object.entries(container.variables).map(
      ([variable, text]): [Path, string] => [
        ['containers', name, 'variables', variable],
        text,
      ],
    ),
    ...Object.entries(container.files).flatMap(
      ([target, { content }]): [Path, string][] =>
        'text' in content
          ? [[['containers', name, 'files', target, 'content'], content.text]]
          : [],
    ),
  ]);
}
