/** How a secret may stand in a text that somebody else wrote. */
export interface Spelling {
  text: string;
  /** Base64: the characters beside it hold some bits of the secret too. */
  base64: boolean;
}

/** Lines of `base64 -w` and of MIME; what is longer than the first is searched piece by piece. */
const LINE_WIDTHS = [64, 76];
const [PIECE] = LINE_WIDTHS;

/** Of a secret of many lines, those that could not stand in any other text. */
const SHORTEST_LINE = 16;
const FEWEST_CHARACTERS = 4;

/**
 * Every spelling of one secret text: as it is, in JSON (of several languages, and in JSON inside
 * JSON), in URLs and forms, in base64 and base64url at any byte offset (so also after the user of
 * a basic auth), in hex; of many lines, each line. Long ones come in pieces, so that one that was
 * cut off is found as well, and a search has an upper bound.
 */
export function spellingsOf(secret: string): Spelling[] {
  const found = new Map<string, boolean>();
  const add = (text: string, base64: boolean) => {
    for (const piece of piecesOf(text)) {
      found.set(piece, base64 || (found.get(piece) ?? false));
    }
  };
  for (const text of [secret, ...linesOf(secret)]) {
    const json = inJson(text);
    const url = inUrls(text);
    for (const form of [text, ...json, ...url]) {
      add(form, false);
    }
    for (const form of new Set([text, ...json, ...url.slice(0, 2)])) {
      const bytes = Buffer.from(form);
      const hex = bytes.toString('hex');
      add(hex, false);
      add(hex.toUpperCase(), false);
      for (const base64 of inBase64(bytes)) {
        add(base64, true);
        add(base64.replaceAll('+', '-').replaceAll('/', '_'), true);
        // As a value of a form.
        for (const inForm of bothCases(encodeURIComponent(base64))) {
          add(inForm, true);
        }
        add(base64.replaceAll('/', '\\/'), true);
      }
    }
  }
  return [...found].map(([text, base64]) => ({ text, base64 }));
}

/** A key file is logged line by line; rulers and braces stand in many texts. */
function linesOf(secret: string): string[] {
  return secret.includes('\n')
    ? secret
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(
          line =>
            line.length >= SHORTEST_LINE &&
            new Set(line).size >= FEWEST_CHARACTERS,
        )
    : [];
}

/** What JavaScript, Go (for HTML) and Python (in ASCII) make of it, and JSON within JSON. */
function inJson(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const forHtml = json.replace(/[<>&\u2028\u2029]/g, escaped);
  const ascii = json.replace(/[^\0-\x7f]/g, escaped);
  return [json, forHtml, ascii, JSON.stringify(json).slice(1, -1)];
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** By the rules of a component, a form, a path and a whole URL, in both cases of their digits. */
function inUrls(text: string): string[] {
  // URLs have no half characters.
  const whole = Buffer.from(text).toString();
  const component = encodeURIComponent(whole);
  const strict = component.replace(
    /[!'()*~]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const form = new URLSearchParams([['', whole]]).toString().slice(1);
  return [
    component,
    form,
    strict,
    strict.replaceAll('%7E', '~'),
    strict.replaceAll('%20', '+').replaceAll('%7E', '~'),
    component.replace(/%(24|26|2B|3A|3D|40)/g, decodeURIComponent),
    component.replace(/%(24|26|2B|2C|3B|3D)/g, decodeURIComponent),
    encodeURI(whole),
  ].flatMap(bothCases);
}

function bothCases(text: string): string[] {
  return text.includes('%')
    ? [text, text.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())]
    : [text];
}

/** Behind none, one or two other bytes: the characters that only the secret decides. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map(offset => {
    const behind = Buffer.concat([Buffer.alloc(offset), bytes]);
    return behind
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor((behind.length * 8) / 6));
  });
}

/** Of the last piece as many characters as of the others, so that it cannot be an innocent word. */
function piecesOf(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const pieces = [text.slice(-PIECE)];
  for (const width of LINE_WIDTHS) {
    for (let line = 0; line + PIECE <= text.length; line += width) {
      pieces.push(text.slice(line, line + PIECE));
      if (width > PIECE && line + width <= text.length) {
        pieces.push(text.slice(line + width - PIECE, line + width));
      }
    }
  }
  return pieces;
}
