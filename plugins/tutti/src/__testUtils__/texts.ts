import { mockApis } from '@backstage/frontend-test-utils';
import { Translate, tuttiTranslationRef } from '../translation';

/** For functions that take `t`: what an English reader sees. */
export const english: Translate = mockApis
  .translation()
  .getTranslation(tuttiTranslationRef).t;
