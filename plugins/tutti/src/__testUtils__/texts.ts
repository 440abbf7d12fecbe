import { mockApis } from '@backstage/frontend-test-utils';
import { asTranslate, tuttiTranslationRef } from '../translation';

/** For functions that take `t`: what an English reader sees. */
export const english = asTranslate(
  mockApis.translation().getTranslation(tuttiTranslationRef).t,
);
