import { InputError } from '@backstage/errors';
import { MAX_DEPTH, MAX_VALUES, TOO_DEEP, TOO_MANY } from './checkInput';

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const OPENING = new Set(['{', '['].map(sign => sign.charCodeAt(0)));
const CLOSING = new Set(['}', ']'].map(sign => sign.charCodeAt(0)));

/**
 * Refuses JSON by its depth and its number of values before it is parsed: a parser makes an object of
 * each, and of many keys a slow one. Whether it is JSON at all is for the parser to say.
 *
 * @param bytes UTF-8
 * @throws InputError
 */
export function checkJson(bytes: Uint8Array): void {
  let depth = 0;
  let values = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) {
        at += 1;
      } else if (byte === QUOTE) {
        isText = false;
      }
    } else if (byte === QUOTE) {
      isText = true;
    } else if (byte === COMMA) {
      values += 1;
    } else if (OPENING.has(byte)) {
      depth += 1;
      values += 1;
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
    if (depth > MAX_DEPTH) {
      throw new InputError(`body: ${TOO_DEEP}`);
    }
    if (values > MAX_VALUES) {
      throw new InputError(`body: ${TOO_MANY}`);
    }
  }
}
