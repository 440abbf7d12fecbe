import type { HidingMask } from '@tutti/plugin-tutti-common';

/** A mask in words: `secret`, `known after apply`. */
export function maskWords(mask: HidingMask): string {
  if (mask.masked === 'secret') return 'secret';
  return mask.secret ? 'secret, known after apply' : 'known after apply';
}
