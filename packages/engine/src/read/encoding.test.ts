import { decodeText } from './encoding';

const TEXT = 'apiVersion: score.dev/v1b1\nname: Grün 🥁\n';
const NARROW = 'apiVersion: score.dev/v1b1\nname: Grün\n';

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const utf32 = (text: string) =>
  Buffer.concat(
    [...text].map(character => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(character.codePointAt(0) ?? 0);
      return bytes;
    }),
  );
const swapped32 = (bytes: Buffer) => Buffer.from(bytes).swap32();

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['empty', Buffer.alloc(0)],
  ])('%s is fine', (name, bytes) =>
    expect(decodeText(bytes, 'a.yaml')).toEqual({
      text: name === 'empty' ? '' : TEXT,
    }),
  );

  it.each([
    ['UTF-16 (little-endian)', 'UTF-16LE', utf16(TEXT), TEXT],
    ['UTF-16 (little-endian)', 'UTF-16LE', utf16(`\uFEFF${TEXT}`), TEXT],
    ['UTF-16 (big-endian)', 'UTF-16BE', swapped(utf16(TEXT)), TEXT],
    ['UTF-16 (big-endian)', 'UTF-16BE', swapped(utf16(`\uFEFF${TEXT}`)), TEXT],
    ['UTF-32 (little-endian)', 'UTF-32LE', utf32(TEXT), TEXT],
    ['UTF-32 (little-endian)', 'UTF-32LE', utf32(`\uFEFF${TEXT}`), TEXT],
    ['UTF-32 (big-endian)', 'UTF-32BE', swapped32(utf32(TEXT)), TEXT],
    [
      'UTF-32 (big-endian)',
      'UTF-32BE',
      swapped32(utf32(`\uFEFF${TEXT}`)),
      TEXT,
    ],
  ])('%s is named', (name, from, bytes, text) =>
    expect(decodeText(bytes, 'a.yaml')).toEqual({
      text,
      problem: {
        severity: 'error',
        code: 'OtherEncoding',
        message: `This file is not UTF-8; it looks like ${name}.`,
        hint: `Save it as UTF-8, for instance with: iconv -f ${from} -t UTF-8.`,
        file: 'a.yaml',
        line: 1,
        column: 1,
      },
    }),
  );

  it.each([
    ['Latin-1 (ISO 8859-1)', Buffer.from(NARROW, 'latin1'), NARROW],
    [
      'Windows-1252',
      Buffer.from(NARROW.replace('ü', '\x93\x94'), 'latin1'),
      NARROW.replace('ü', '“”'),
    ],
  ])('%s is named, with the line', (name, bytes, text) =>
    expect(decodeText(bytes, 'a.yaml')).toMatchObject({
      text,
      problem: { message: expect.stringContaining(name), line: 2 },
    }),
  );
});
