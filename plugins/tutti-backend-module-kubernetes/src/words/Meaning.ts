/** What words of the cluster mean for the people whose workload it is. */
export interface Meaning {
  /** What Kubernetes, a container runtime or a registry writes. */
  said: RegExp;
  /** A part of a sentence, which may take over groups of `said`. */
  means: string | ((found: RegExpMatchArray) => string);
  /** What somebody can do about it: an imperative. */
  hint: string | ((found: RegExpMatchArray) => string);
}

/** A part of a sentence, and what somebody can do about it. */
export interface Explained {
  means: string;
  hint: string;
}

/** A whole sentence, and what somebody can do about it. */
export interface ExplainedWhole {
  message: string;
  hint: string;
}

/** The first meaning of the table that any of these texts has, the most telling text first. */
export function meaningOf<Row extends Meaning>(
  table: readonly Row[],
  texts: string[],
): (Explained & { row: Row }) | undefined {
  for (const text of texts) {
    for (const row of table) {
      const found = text.match(row.said);
      if (found) {
        return {
          row,
          means: typeof row.means === 'string' ? row.means : row.means(found),
          hint: typeof row.hint === 'string' ? row.hint : row.hint(found),
        };
      }
    }
  }
  return undefined;
}
