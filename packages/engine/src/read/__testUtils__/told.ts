import { Result } from '../../model';

/** What a reader tells a person, one line a problem: `3:5 SchemaViolation metadata.name`. */
export function told({ problems }: Result<unknown>): string[] {
  return problems.map(({ severity, line, column, code, path }) =>
    [
      line === undefined ? '-' : `${line}:${column}`,
      severity === 'warning' ? `(${code})` : code,
      path,
    ]
      .filter(Boolean)
      .join(' '),
  );
}
