/**
 * Ways in which programs print a secret, written apart from the redactor's own list; and what must
 * then be found nowhere.
 */
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Without the characters that also hold bits of what stands beside the secret. */
const core = (text: string) => text.replace(/=+$/, '').slice(4, -4);

export const SPELLINGS: Record<
  string,
  { say(secret: string): string; needle(secret: string): string }
> = {
  plain: { say: s => s, needle: s => s },
  base64: { say: base64, needle: s => core(base64(s)) },
  'base64 behind one byte': {
    say: s => base64(`:${s}`),
    needle: s => core(base64(`:${s}`)),
  },
  'basic auth': {
    say: s => `Basic ${base64(`ab:cd:${s}`.slice(1))}`,
    needle: s => core(base64(`b:cd:${s}`).slice(4)),
  },
  base64url: {
    say: s => Buffer.from(`??${s}`).toString('base64url'),
    needle: s => core(Buffer.from(`??${s}`).toString('base64url')),
  },
  hex: {
    say: s => Buffer.from(s).toString('hex'),
    needle: s => Buffer.from(s).toString('hex'),
  },
  HEX: {
    say: s => Buffer.from(s).toString('hex').toUpperCase(),
    needle: s => Buffer.from(s).toString('hex').toUpperCase(),
  },
  'a component of a URL': {
    say: encodeURIComponent,
    needle: encodeURIComponent,
  },
  'a component in lower case': {
    say: s => encodeURIComponent(s).replace(/%../g, c => c.toLowerCase()),
    needle: s => encodeURIComponent(s).replace(/%../g, c => c.toLowerCase()),
  },
  'a form': {
    say: s => new URLSearchParams({ s }).toString(),
    needle: s => new URLSearchParams({ s }).toString().slice(2),
  },
  JSON: {
    say: s => JSON.stringify({ s }),
    needle: s => JSON.stringify(s).slice(1, -1),
  },
  'JSON in JSON': {
    say: s => JSON.stringify(JSON.stringify(s)),
    needle: s => JSON.stringify(JSON.stringify(s).slice(1, -1)).slice(1, -1),
  },
};

/** One sentence with all secrets in all spellings. */
export function everySpelling(secrets: string[]): string {
  return secrets
    .flatMap(secret =>
      Object.entries(SPELLINGS).map(
        ([name, { say }]) => `<${name}: ${say(secret)}>`,
      ),
    )
    .join(' ');
}

/** Which spellings of which secrets stand in a text: `plain of canary-1`. */
export function foundIn(
  text: string,
  secrets: Record<string, string>,
): string[] {
  return Object.entries(secrets).flatMap(([which, secret]) =>
    Object.entries(SPELLINGS)
      .filter(([, { needle }]) => text.includes(needle(secret)))
      .map(([name]) => `${name} of ${which}`),
  );
}
