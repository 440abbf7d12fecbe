import { isUtf8 } from 'buffer';
import { Problem } from '../model';

/** A file's text, and the encoding that it was found in when that is not UTF-8. */
export interface DecodedText {
  text: string;
  /** A problem then: everything that reads these files afterwards would guess again. */
  problem?: Problem;
}

interface Encoding {
  name: string;
  /** As `iconv` calls it. */
  from: string;
  decode(bytes: Buffer): string;
}

const UTF_16_LE: Encoding = {
  name: 'UTF-16 (little-endian)',
  from: 'UTF-16LE',
  decode: bytes => new TextDecoder('utf-16le').decode(bytes),
};
const UTF_16_BE: Encoding = {
  name: 'UTF-16 (big-endian)',
  from: 'UTF-16BE',
  decode: bytes => new TextDecoder('utf-16be').decode(bytes),
};
const UTF_32_LE: Encoding = {
  name: 'UTF-32 (little-endian)',
  from: 'UTF-32LE',
  decode: bytes => decodeUtf32(bytes, at => bytes.readUInt32LE(at)),
};
const UTF_32_BE: Encoding = {
  name: 'UTF-32 (big-endian)',
  from: 'UTF-32BE',
  decode: bytes => decodeUtf32(bytes, at => bytes.readUInt32BE(at)),
};
const LATIN_1: Encoding = {
  name: 'Latin-1 (ISO 8859-1)',
  from: 'ISO-8859-1',
  decode: bytes => bytes.toString('latin1'),
};
const WINDOWS_1252: Encoding = {
  name: 'Windows-1252',
  from: 'WINDOWS-1252',
  decode: bytes => new TextDecoder('windows-1252').decode(bytes),
};

/** Marks at the beginning, the longer ones first: UTF-32's begins as UTF-16's. */
const MARKS: [mark: number[], encoding: Encoding][] = [
  [[0xff, 0xfe, 0, 0], UTF_32_LE],
  [[0, 0, 0xfe, 0xff], UTF_32_BE],
  [[0xff, 0xfe], UTF_16_LE],
  [[0xfe, 0xff], UTF_16_BE],
];

/** Which of the first four bytes are zero when the first characters are ASCII, as in all YAML. */
const ZEROS: [zeros: string, encoding: Encoding][] = [
  ['0001', UTF_32_BE],
  ['1000', UTF_32_LE],
  ['0101', UTF_16_BE],
  ['1010', UTF_16_LE],
];

/**
 * Text files are UTF-8, with or without a byte order mark. Another encoding is a problem that says
 * which one was found and how to convert; the text is given all the same, for those who want to
 * know what the file is about.
 */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = wideEncoding(buffer);
  if (wide) {
    return {
      text: withoutMark(wide.decode(buffer)),
      problem: otherEncoding(wide, 1, file),
    };
  }
  if (isUtf8(buffer)) {
    return { text: withoutMark(buffer.toString('utf8')) };
  }
  const narrow = buffer.some(byte => byte >= 0x80 && byte < 0xa0)
    ? WINDOWS_1252
    : LATIN_1;
  return {
    text: narrow.decode(buffer),
    problem: otherEncoding(narrow, lineOfFirstBadByte(buffer), file),
  };
}

function wideEncoding(buffer: Buffer): Encoding | undefined {
  const marked = MARKS.find(([mark]) =>
    mark.every((byte, at) => buffer[at] === byte),
  );
  const zeros = [...buffer.subarray(0, 4)].map(byte => (byte === 0 ? 0 : 1));
  return (
    marked?.[1] ?? ZEROS.find(([pattern]) => pattern === zeros.join(''))?.[1]
  );
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decodeUtf32(bytes: Buffer, read: (at: number) => number): string {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = read(at);
    text += String.fromCodePoint(point > 0x10ffff ? 0xfffd : point);
  }
  return text;
}

/** Text of many lines is UTF-8 up to the one with the first `ä` of another encoding. */
function lineOfFirstBadByte(buffer: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = buffer.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(buffer.subarray(start, end))) {
      return line;
    }
    start = end + 1;
    line += 1;
  }
}

function otherEncoding({ name, from }: Encoding, line: number, file: string) {
  return {
    severity: 'error',
    code: 'OtherEncoding',
    message: `This file is not UTF-8; it looks like ${name}.`,
    hint: `Save it as UTF-8, for instance with: iconv -f ${from} -t UTF-8.`,
    file,
    line,
    column: 1,
  } satisfies Problem;
}
