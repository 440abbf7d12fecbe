/** What something is called, and what it is. */
export type Fact = [name: string, text: string];

/** One a line, their texts below one another. */
export function facts(all: Fact[]): string {
  const width = Math.max(...all.map(([name]) => name.length));
  return all.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join('');
}

/** The fields that one patch of a profile set. */
export function patchFacts(touched: {
  /** Absent: the profile's defaults. */
  patch?: string;
  when?: string;
  line: number;
  fields: string[];
}): Fact[] {
  const title = touched.patch ? `patch ${touched.patch}` : 'defaults';
  const when = touched.when ? ` when ${touched.when}` : '';
  return touched.fields.map(
    (field, index): Fact => [
      index === 0 ? title : '',
      index === 0 ? `${field}  (line ${touched.line}${when})` : field,
    ],
  );
}
