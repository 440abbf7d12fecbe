import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ResourceOffer, TuttiApi } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../api';
import { ChosenResource, ruleBroken } from './chosen';
import { OtherFields, textOf, valueOf } from './fieldProps';
import { paramsProblems } from './paramsSchema';
import { textsOf } from './textsOf';

const SENTENCES = {
  nameRule: 'forms.brokenName',
  nameTwice: 'forms.brokenTwice',
  mountRule: 'forms.brokenMount',
} as const;

async function offersFor(
  api: TuttiApi,
  form: unknown,
  options: OtherFields,
): Promise<ResourceOffer[]> {
  const application = textOf(form, options.applicationField);
  if (application !== undefined) {
    return (await api.listOffers(application)).items;
  }
  const environments = valueOf(form, options.environmentsField);
  const types = Array.isArray(environments)
    ? environments.flatMap(each => textOf(each, 'type') ?? [])
    : [];
  const owner = textOf(form, options.ownerField);
  const query = {
    ...(types.length > 0 && { types }),
    ...(owner !== undefined && { owner }),
  };
  return (await api.listPlatformOffers(query)).items;
}

/** Says what stands against the chosen resources before the form goes on. */
export const validateResources: CustomFieldValidator<
  ChosenResource[],
  OtherFields
> = async (chosen, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(tuttiApiRef);
  const t = textsOf(apiHolder);
  if (!api || !t || !Array.isArray(chosen) || chosen.length === 0) return;
  const options = uiSchema?.['ui:options'] ?? {};
  const offers = await offersFor(api, formData, options);
  for (const resource of chosen) {
    const { name, type, params = {} } = resource;
    const broken = ruleBroken(resource, chosen);
    if (broken) field.addError(t(SENTENCES[broken], { name: name || type }));
    const offer = offers.find(each => each.type === type);
    if (!offer) {
      field.addError(t('forms.typeNotOffered', { name, type }));
      continue;
    }
    const asClass = resource.class ?? 'default';
    const missing = offer.classes
      .find(each => each.name === asClass)
      ?.environments.find(({ whyNot }) => whyNot);
    if (missing) {
      field.addError(
        t('forms.classNotThere', {
          name,
          environment: missing.environment,
          why: missing.whyNot ?? '',
        }),
      );
    }
    for (const problem of paramsProblems(t, offer.params, params)) {
      field.addError(`${name}: ${problem}`);
    }
  }
};
