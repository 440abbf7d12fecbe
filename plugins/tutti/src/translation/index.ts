import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tuttiTranslationRef } from './ref';

export { tuttiTranslationRef };

/** `plan.discard`, of the file `plan.ts`: for tables of texts. */
export type TextKey = keyof typeof tuttiTranslationRef.T;

/** Gives the text of a key in the language that the reader chose. */
export type Translate = ReturnType<
  typeof useTranslationRef<typeof tuttiTranslationRef.T>
>['t'];

/** The texts of the plugin. Functions outside of components take what it gives as `t`. */
export function useT(): Translate {
  return useTranslationRef(tuttiTranslationRef).t;
}
