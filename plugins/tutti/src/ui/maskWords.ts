import type { HidingMask } from '@tutti/plugin-tutti-common';
import type { Translate } from '../translation';

/** A mask in words: `secret`, `known after apply`. */
export function maskWords(t: Translate, mask: HidingMask): string {
  if (mask.masked === 'secret') return t('ui.secret');
  return t(mask.secret ? 'ui.secretKnownLater' : 'ui.knownLater');
}
