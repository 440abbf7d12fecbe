/** One document of a YAML stream: its text, and the line of the file where that text begins (1-based). */
export interface Piece {
  text: string;
  line: number;
}

/**
 * Cuts a stream at its `---` lines. Each document is then parsed alone, so that a broken one
 * does not hide what is wrong in the others. A marker at the beginning of a line is never
 * content (YAML 1.2, 9.1.2), so no parser is needed to find it.
 */
export function splitDocuments(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let line = 1;
  let startLine = 1;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    if (at > start && text.startsWith('---', at)) {
      const after = text[at + 3];
      const marker = after === undefined || /\s/.test(after);
      if (marker && !isDirectives(text.slice(start, at))) {
        pieces.push({ text: text.slice(start, at), line: startLine });
        start = at;
        startLine = line;
      }
    }
    at = next;
    line += 1;
  }
  pieces.push({ text: text.slice(start), line: startLine });
  return pieces;
}

/** `%YAML 1.2` and the like stand before the marker of the document they belong to. */
function isDirectives(text: string): boolean {
  return (
    text.startsWith('%') &&
    text.split('\n').every(line => /^(%|\s*(#|$))/.test(line))
  );
}

/** The first line that says something: no comment, no marker, not empty (1-based). */
export function firstContentLine(piece: Piece): number {
  const lines = piece.text.split('\n', 1000);
  const index = lines.findIndex(
    line => !/^(%|\s*(#|$|---\s*(#|$)))/.test(line),
  );
  return piece.line + Math.max(index, 0);
}
