import { Problem, Unknown, ValueObject } from '../../model';
import { formatPath } from '../../read/path';
import { canonical, eachOpaque } from '../values';
import { RenderInput } from './input';
import { shortHash, shortName } from './shortName';
import { valueAt } from './tree';

/**
 * A Job runs once per name, and its template cannot change. So the name covers what makes it
 * another run: the template (which has no filled values in it, see `variables`), the text of its
 * variables and files as written, and which resources they name. A rotated password or a moved
 * host gives the same name, a new image or a replaced database another. Known at plan, always.
 */
export function jobName(input: RenderInput, job: ValueObject): string {
  const { workload } = input;
  const written = Object.keys(workload.containers)
    .sort()
    .map(name => {
      const { variables, files } = workload.containers[name];
      return {
        variables,
        files: Object.fromEntries(
          Object.entries(files).map(([target, { content }]) => [
            target,
            'text' in content ? content.text : content.base64,
          ]),
        ),
      };
    });
  const hash = shortHash(canonical([job.spec, written, input.resourceIds]), 10);
  const name = String(valueAt(job, 'metadata', 'name'));
  return `${shortName(name, 63 - hash.length - 1)}-${hash}`;
}

/**
 * What stands in a Job's template itself (a volume's source, a patch) is part of its name, and names
 * are known at plan.
 */
export function jobNameProblems(
  { workload }: RenderInput,
  job: ValueObject,
): Problem[] {
  const problems: Problem[] = [];
  eachOpaque(job.spec, (leaf, path) => {
    if (leaf instanceof Unknown) {
      problems.push({
        severity: 'error',
        code: 'UnknownDecidesStructure',
        message: `The name of the Job of workload ${
          workload.name
        } covers its template, where ${formatPath([
          'spec',
          ...path,
        ])} comes from ${leaf.from}, which is known only after apply.`,
        hint: 'A claim named after ${resource.name} is known before.',
        file: workload.file,
      });
    }
  });
  return problems;
}
