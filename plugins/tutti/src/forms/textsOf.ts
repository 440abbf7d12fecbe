import type { ApiHolder } from '@backstage/core-plugin-api';
import { coreApis } from '@backstage/frontend-plugin-api';
import { asTranslate, Translate, tuttiTranslationRef } from '../translation';

/** The texts in the reader's language, for what is no component; undefined where an app has none. */
export function textsOf(apis: ApiHolder): Translate | undefined {
  const translation = apis.get(coreApis.translation);
  return (
    translation &&
    asTranslate(translation.getTranslation(tuttiTranslationRef).t)
  );
}
