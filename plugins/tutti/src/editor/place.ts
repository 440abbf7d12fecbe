/** Where in a Score text something is written, told from the lines above it: the text may be broken. */
export interface ScorePlace {
  /** Keys of the mappings around it, outermost first; items of lists are `-`. */
  path: string[];
  /** A key is written, or what stands behind one (then the key ends `path`). */
  kind: 'key' | 'value';
  /** Offset at which what is being written begins. */
  from: number;
}

interface Line {
  indent: number;
  isItem: boolean;
  key?: string;
  /** Columns at which the value begins. */
  valueAt: number;
}

const LINE =
  /^(?<space> *)(?<dash>(?:- +)*)(?:(?<quote>["']?)(?<key>[^\s"'#{}[\],&*!|>%@`][^:"']*?|[^"']*?)\k<quote>:(?= |$)(?<gap> *))?/;

function readLine(text: string): Line {
  const groups = LINE.exec(text)?.groups ?? {};
  const { space = '', dash = '', quote = '', key, gap = '' } = groups;
  const indent = space.length + dash.length;
  return {
    indent,
    isItem: dash !== '',
    ...(key !== undefined && key !== '' && { key }),
    valueAt:
      key === undefined || key === ''
        ? indent
        : indent + 2 * quote.length + key.length + 1 + gap.length,
  };
}

/** Keys of the lines above that enclose a column. */
function pathAbove(lines: string[], column: number): string[] {
  const path: string[] = [];
  let within = column;
  for (const text of [...lines].reverse()) {
    if (/^\s*(#|$)/.test(text)) continue;
    const { indent, isItem, key } = readLine(text);
    const start = text.search(/\S/);
    if (key !== undefined && indent < within) {
      path.unshift(key);
      within = indent;
    }
    if (isItem && start < within) {
      path.unshift('-');
      within = start;
    }
    if (within === 0) break;
  }
  return path;
}

export function placeAt(text: string, offset: number): ScorePlace {
  const before = text.slice(0, offset).split('\n');
  const current = before[before.length - 1];
  const above = before.slice(0, -1);
  const start = offset - current.length;
  const { indent, isItem, key, valueAt } = readLine(current);
  const parents = pathAbove(above, isItem ? current.search(/\S/) : indent);
  const around = isItem ? [...parents, '-'] : parents;
  return key !== undefined && current.length >= valueAt && /:\s/.test(current)
    ? { path: [...around, key], kind: 'value', from: start + valueAt }
    : { path: around, kind: 'key', from: start + indent };
}

/** The placeholder that is open at an offset: its parts so far, and where the last one begins. */
export function placeholderAt(
  text: string,
  offset: number,
): { parts: string[]; from: number } | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const open = /(?:^|[^$])(?:\$\$)*\$\{([^}\s]*)$/.exec(line);
  if (!open) return undefined;
  const parts = open[1].split('.');
  return { parts, from: offset - parts[parts.length - 1].length };
}
