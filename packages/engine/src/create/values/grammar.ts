/** A text, cut into what stays as it is and what is to be filled. */
export type TextPart =
  | { kind: 'text'; text: string }
  | {
      kind: 'placeholder';
      /** Keys between the dots; `\.` is a dot inside a key. Never empty: `${}` gives `['']`. */
      path: string[];
      /** As it was written, braces included, for messages. */
      source: string;
    };

/**
 * Score's grammar (specification v1b1, 1.11 of our reference): `$$` is a dollar, `$${x}` the
 * text `${x}`, `${x}` a placeholder that ends at the first `}`; every other dollar stays.
 */
export function parseScoreText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let literal = '';
  let position = 0;
  while (position < text.length) {
    const dollar = text.indexOf('$', position);
    if (dollar < 0) break;
    literal += text.slice(position, dollar);
    const escaped = text.startsWith('$${', dollar);
    const open = escaped || text.startsWith('${', dollar);
    const end = open ? text.indexOf('}', dollar) : -1;
    if (end >= 0 && escaped) {
      literal += text.slice(dollar + 1, end + 1);
      position = end + 1;
    } else if (end >= 0) {
      const source = text.slice(dollar, end + 1);
      if (literal) parts.push({ kind: 'text', text: literal });
      parts.push({ kind: 'placeholder', path: keysOf(source), source });
      literal = '';
      position = end + 1;
    } else if (open) {
      // Nothing closes this one, so nothing closes any later one: only `$$` is left to find.
      return withText(
        parts,
        literal + text.slice(dollar).replaceAll('$$', '$'),
      );
    } else {
      literal += '$';
      position = dollar + (text.startsWith('$$', dollar) ? 2 : 1);
    }
  }
  return withText(parts, literal + text.slice(position));
}

/**
 * The grammar of platform files: `${x}` is a placeholder, `$${` the text `${`; every other dollar
 * stays. `unclosed` says that a `${` has no `}`: there it is always a slip.
 */
export function parsePlatformText(text: string): {
  parts: TextPart[];
  unclosed: boolean;
} {
  const parts: TextPart[] = [];
  let literal = '';
  let position = 0;
  while (position < text.length) {
    const brace = text.indexOf('${', position);
    if (brace < 0) break;
    if (brace > position && text[brace - 1] === '$') {
      literal += `${text.slice(position, brace - 1)}\${`;
      position = brace + 2;
      continue;
    }
    const end = text.indexOf('}', brace);
    if (end < 0) {
      return {
        parts: withText(parts, literal + text.slice(position)),
        unclosed: true,
      };
    }
    literal += text.slice(position, brace);
    const source = text.slice(brace, end + 1);
    if (literal) parts.push({ kind: 'text', text: literal });
    parts.push({ kind: 'placeholder', path: keysOf(source), source });
    literal = '';
    position = end + 1;
  }
  return {
    parts: withText(parts, literal + text.slice(position)),
    unclosed: false,
  };
}

function withText(parts: TextPart[], text: string): TextPart[] {
  return text ? [...parts, { kind: 'text', text }] : parts;
}

/** `${a.b\.c}` -> `['a', 'b.c']` */
function keysOf(source: string): string[] {
  const keys = [''];
  const inside = source.slice(2, -1);
  for (let index = 0; index < inside.length; index++) {
    if (inside.startsWith('\\.', index)) {
      keys[keys.length - 1] += '.';
      index++;
    } else if (inside[index] === '.') {
      keys.push('');
    } else {
      keys[keys.length - 1] += inside[index];
    }
  }
  return keys;
}
