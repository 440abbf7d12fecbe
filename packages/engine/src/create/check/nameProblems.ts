import { Problem, Workload } from '../../model';

/** Whether a Score file has the name of the workload that it is given for. */
export function nameProblems(
  wanted: string,
  { name, file }: Pick<Workload, 'name' | 'file'>,
): Problem[] {
  return wanted === name
    ? []
    : [
        {
          severity: 'error',
          code: 'NameMismatch',
          message: `The Score file is named '${name}', but it was given as workload '${wanted}'.`,
          hint: `Set metadata.name to ${wanted}, or add it as another workload.`,
          file,
          path: 'metadata.name',
        },
      ];
}
