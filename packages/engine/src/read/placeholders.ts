/** A text taken apart: what stands as it is, and what is to be looked up. */
export type TextPart =
  | { text: string }
  /** What stood between the braces, and its keys: `resources.db.host` -> three of them. */
  | { reference: string; keys: string[] };

/**
 * Score's grammar: `$$` is `$`, `${…}` is looked up and ends at the first `}`, any other `$`
 * is itself; so `$${x}` is the text `${x}`.
 */
export function scoreParts(text: string): TextPart[] {
  return parts(text, /\$\$|\$\{([^}]*)\}/g, '$');
}

/** The grammar of platform files: `${…}` is looked up, `$${` is the text `${`. */
export function platformParts(text: string): TextPart[] {
  return parts(text, /\$\$\{|\$\{([^}]*)\}/g, '${');
}

function parts(text: string, tokens: RegExp, escaped: string): TextPart[] {
  if (!text.includes('$')) {
    return [{ text }];
  }
  const found: TextPart[] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    literal += text.slice(end, match.index);
    end = match.index + match[0].length;
    const reference: string | undefined = match[1];
    if (reference === undefined) {
      literal += escaped;
    } else {
      if (literal) {
        found.push({ text: literal });
        literal = '';
      }
      found.push({ reference, keys: referenceKeys(reference) });
    }
  }
  literal += text.slice(end);
  if (literal || found.length === 0) {
    found.push({ text: literal });
  }
  return found;
}

/** Keys are separated by dots; a dot inside a key is written `\.` */
export function referenceKeys(reference: string): string[] {
  return reference.split(/(?<!\\)\./).map(key => key.replace(/\\\./g, '.'));
}

/**
 * The beginning of a reference, fit for a message: `${PASSWORD:-hunter2}`, meant for a shell,
 * must not show what follows the name.
 */
export function showReference(reference: string): string {
  const safe = /^[\w\s.\\/-]*/.exec(reference)?.[0] ?? '';
  const shown = safe.slice(0, 80);
  return `\${${shown}${shown === reference ? '' : '…'}}`;
}
