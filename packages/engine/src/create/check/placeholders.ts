import { Workload } from '../../model';
import { lookUp, notFilled, parseScoreText } from '../../placeholders';
import { Finding } from '../../read/report';
import { Path } from '../../read/path';
import { textsOf } from '../../read/tree';
import { notMountable, readOutput } from '../values';
import { ContractOutputs } from './outputs';

/** By the name of a resource in the Score file; of the others nothing is known. */
export type OutputsByName = Readonly<Record<string, ContractOutputs>>;

/** Placeholders for outputs that a resource does not give; the rest of their grammar is read before. */
export function* placeholderFindings(
  workload: Workload,
  outputs: OutputsByName,
): Generator<Finding> {
  for (const { text, path } of filledTexts(workload)) {
    yield* textFindings(text, path, outputs);
  }
  for (const { source, path } of volumeSources(workload)) {
    const [only, ...more] = parseScoreText(source).parts;
    const name =
      only?.kind === 'placeholder' && more.length === 0 && isWhole(only.path)
        ? only.path[1]
        : undefined;
    if (name === undefined) {
      yield* textFindings(source, path, outputs);
    } else if (Object.hasOwn(outputs, name) && lacksSource(outputs[name])) {
      yield { ...notMountable(source), path };
    }
  }
}

function* textFindings(
  text: string,
  path: Path,
  outputs: OutputsByName,
): Generator<Finding> {
  for (const part of parseScoreText(text).parts) {
    if (part.kind === 'text') continue;
    const [root, name, ...keys] = part.path;
    if (
      root !== 'resources' ||
      keys.length === 0 ||
      !Object.hasOwn(outputs, name)
    ) {
      continue;
    }
    const { value, isComplete, isEnvironment } = outputs[name];
    const found = readOutput({ name, value, isEnvironment }, keys);
    if (!found.ok) {
      yield {
        ...notFilled(part, found),
        // A driver may give more than its type declares: only a plan knows.
        ...(!isComplete && { severity: 'warning' as const }),
        path,
        inside: part.source,
      };
    }
  }
}

function isWhole(path: string[]): boolean {
  return path[0] === 'resources' && path.length === 2;
}

function lacksSource({ value, isComplete }: ContractOutputs): boolean {
  return isComplete && !lookUp(value, ['source'], '').ok;
}

/** Where outputs stand as text. */
function* filledTexts(
  workload: Workload,
): Generator<{ text: string; path: Path }> {
  for (const [name, container] of Object.entries(workload.containers)) {
    const at = ['containers', name];
    for (const [variable, text] of Object.entries(container.variables)) {
      yield { text, path: [...at, 'variables', variable] };
    }
    for (const [target, file] of Object.entries(container.files)) {
      if ('text' in file.content && !file.noExpand) {
        const { text } = file.content;
        yield { text, path: [...at, 'files', target, 'content'] };
      }
    }
  }
  for (const [name, { params }] of Object.entries(workload.resources)) {
    yield* textsOf(params, ['resources', name, 'params']);
  }
}

function* volumeSources({
  containers,
}: Workload): Generator<{ source: string; path: Path }> {
  for (const [name, { volumes }] of Object.entries(containers)) {
    for (const [target, { source }] of Object.entries(volumes)) {
      const path = ['containers', name, 'volumes', target, 'source'];
      yield { source, path };
    }
  }
}
