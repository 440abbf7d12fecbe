/** How a piece of a YAML line is shown. */
export interface YamlToken {
  kind: 'key' | 'text' | 'comment' | 'placeholder' | 'plain';
  text: string;
}

const KEY =
  /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#:"'{}[\],&*!|>%@`-][^#:]*?|-[^\s#:][^#:]*?))(:)(?=\s|$)/;
const PIECE = /(\$\$|\$\{[^}]*\})|(\s#.*$)|("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g;

function pieces(text: string): YamlToken[] {
  const tokens: YamlToken[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    const [piece, placeholder, comment] = match;
    if (match.index > end) {
      tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    }
    if (comment) tokens.push({ kind: 'comment', text: piece });
    else if (placeholder) tokens.push({ kind: 'placeholder', text: piece });
    else if (/\$\{/.test(piece))
      tokens.push({ kind: 'placeholder', text: piece });
    else tokens.push({ kind: 'text', text: piece });
    end = match.index + piece.length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}

/**
 * Splits one line of YAML for colouring; the tokens' texts together are the line. A line is
 * judged alone, so that a text over several lines is coloured as if it were structure.
 */
export function yamlTokens(line: string): YamlToken[] {
  if (/^\s*#/.test(line)) return [{ kind: 'comment', text: line }];
  const key = KEY.exec(line);
  if (!key) return pieces(line);
  const [head, indent, name, colon] = key;
  return [
    ...(indent ? [{ kind: 'plain' as const, text: indent }] : []),
    { kind: 'key', text: name },
    { kind: 'plain', text: colon },
    ...pieces(line.slice(head.length)),
  ];
}
