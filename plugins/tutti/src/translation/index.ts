import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tuttiTranslationRef } from './ref';
import { asTranslate, Translate } from './Translate';

export { tuttiTranslationRef };
export { asTranslate };
export type { TextKey, Translate } from './Translate';

/** The texts of the plugin. Functions outside of components take what it gives as `t`. */
export function useT(): Translate {
  return asTranslate(useTranslationRef(tuttiTranslationRef).t);
}
