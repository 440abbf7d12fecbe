import { JsonObject, withMasksSaid } from '@tutti/plugin-tutti-common';
import { stringify } from 'yaml';
import type { Translate } from '../translation';
import { maskWords } from './maskWords';

/** An object as it is shown, keys in order, masks in words; nothing for none. */
export function shownYaml(t: Translate, value: JsonObject | undefined): string {
  return value === undefined
    ? ''
    : stringify(
        withMasksSaid(value, mask => `(${maskWords(t, mask)})`),
        { sortMapEntries: true, lineWidth: 0 },
      );
}
