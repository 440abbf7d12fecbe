import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ChosenEnvironment } from './chosen';
import type { OtherFields } from './fieldProps';
import { textsOf } from './textsOf';

/** None is no answer: the form would go on to a deployment of nothing. */
export const validateEnvironments: CustomFieldValidator<
  ChosenEnvironment[],
  OtherFields
> = async (chosen, field, { apiHolder }) => {
  const t = textsOf(apiHolder);
  if (t && Array.isArray(chosen) && chosen.length === 0) {
    field.addError(t('forms.chooseEnvironment'));
  }
};
