/** A text, cut into what stays as it is and what is to be filled. */
export type TextPart = { kind: 'text'; text: string } | Placeholder;

export interface Placeholder {
  kind: 'placeholder';
  /** Keys between the dots; `\.` is a dot inside a key. Never empty: `${}` gives `['']`. */
  path: string[];
  /** The function around the path: `text` in `${text(params.port)}`. Score has none. */
  call?: string;
  /** As it was written, braces included. */
  source: string;
}

export interface ParsedText {
  parts: TextPart[];
  /** Some `${` has no `}` behind it; it stays as text. */
  unclosed: boolean;
}

/**
 * Score's grammar (docs/reference/score-files.md): `$$` is `$`, `${…}` ends at the first `}`, any other
 * `$` is itself; `$${…}` up to its first `}` is the text `${…}`.
 */
export function parseScoreText(text: string): ParsedText {
  return parse(text, '$$');
}

/**
 * The grammar of platform files: `$${` is the text `${`, any other `$` is itself, and a function may
 * stand around the keys.
 */
export function parsePlatformText(text: string): ParsedText {
  return parse(text, '$${');
}

type Escape = '$$' | '$${';

/** Linear in the text's length, whatever it holds. */
function parse(text: string, escape: Escape): ParsedText {
  const parts: TextPart[] = [];
  const lastClose = text.lastIndexOf('}');
  let unclosed = false;
  let literal = '';
  let done = 0;
  for (
    let dollar = text.indexOf('$');
    dollar >= 0;
    dollar = text.indexOf('$', done)
  ) {
    literal += text.slice(done, dollar);
    if (
      escape === '$$' &&
      text.startsWith('$${', dollar) &&
      dollar < lastClose
    ) {
      // The whole of it is text, whatever dollars stand inside: as score-go reads it.
      done = text.indexOf('}', dollar) + 1;
      literal += text.slice(dollar + 1, done);
    } else if (text.startsWith(escape, dollar)) {
      literal += escape.slice(1);
      done = dollar + escape.length;
    } else if (text.startsWith('${', dollar) && dollar < lastClose) {
      done = text.indexOf('}', dollar) + 1;
      const source = text.slice(dollar, done);
      if (literal) {
        parts.push({ kind: 'text', text: literal });
        literal = '';
      }
      parts.push(placeholder(source, escape));
    } else {
      unclosed ||= text.startsWith('${', dollar);
      literal += '$';
      done = dollar + 1;
    }
  }
  literal += text.slice(done);
  if (literal) {
    parts.push({ kind: 'text', text: literal });
  }
  return { parts, unclosed };
}

function placeholder(source: string, escape: Escape): Placeholder {
  const inside = source.slice(2, -1);
  const [, call, argument] =
    (escape === '$${' && /^(\w+)\(([^()]*)\)$/.exec(inside)) || [];
  return {
    kind: 'placeholder',
    path: (argument ?? inside)
      .split(/(?<!\\)\./)
      .map(key => key.replaceAll('\\.', '.')),
    ...(call !== undefined && { call }),
    source,
  };
}

/**
 * A placeholder fit for a message: `${PASSWORD:-hunter2}`, meant for a shell, must not show what
 * follows the name.
 */
export function showPlaceholder(source: string): string {
  const inside = source.slice(2, -1);
  const shown = /^(?:\w{1,20}\()?[\w\s.\\/-]{0,80}\)?/.exec(inside)?.[0] ?? '';
  return `\${${shown}${shown === inside ? '' : '…'}}`;
}
