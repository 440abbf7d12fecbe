import type { ApiHolder } from '@backstage/core-plugin-api';
import { coreApis } from '@backstage/frontend-plugin-api';
import { Translate, tuttiTranslationRef } from '../translation';

/** The texts in the reader's language, for what is no component; undefined where an app has none. */
export function textsOf(apis: ApiHolder): Translate | undefined {
  return apis.get(coreApis.translation)?.getTranslation(tuttiTranslationRef).t;
}
