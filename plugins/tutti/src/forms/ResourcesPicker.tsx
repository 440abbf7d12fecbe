import type { ResourceOffer } from '@tutti/plugin-tutti-common';
import { useEffect, useRef } from 'react';
import {
  offersQuestion,
  platformOffersQuestion,
  workloadQuestion,
} from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Stack } from '../ui/Surface';
import { Muted, SectionTitle } from '../ui/Text';
import { ChosenResource, chosenFrom, chosenIn } from './chosen';
import { FieldProps, textOf, valueOf } from './fieldProps';
import { OfferList } from './OfferList';
import { ParamsRegistry, ResourceCard } from './ResourceCard';

type Props = FieldProps<ChosenResource[]>;

/**
 * What a workload needs, of what the platform offers where it will run. With a `workloadField` it
 * begins with what that workload needs now.
 */
export function ResourcesPicker(props: Props) {
  const { formContext, uiSchema } = props;
  const t = useT();
  const form = formContext?.formData;
  const options = uiSchema['ui:options'] ?? {};
  const application = textOf(form, options.applicationField);
  const workload = textOf(form, options.workloadField);
  if (options.applicationField === undefined) {
    return (
      <OfPlatform
        {...props}
        owner={textOf(form, options.ownerField) ?? ''}
        types={typesIn(valueOf(form, options.environmentsField))}
      />
    );
  }
  if (application === undefined) {
    return <Muted>{t('forms.applicationFirst')}</Muted>;
  }
  return (
    <>
      {workload !== undefined && (
        <WhatIsThere {...props} application={application} workload={workload} />
      )}
      <OfApplication {...props} application={application} />
    </>
  );
}

/** Environment types of chosen environments, as a question takes them. */
function typesIn(environments: unknown): string {
  if (!Array.isArray(environments)) return '';
  const types = environments.map(each => textOf(each, 'type'));
  return [...new Set(types.flatMap(type => type ?? []))].sort().join(',');
}

/** Fills the field with what the workload needs now, and again when another one is chosen. */
function WhatIsThere(props: Props & { application: string; workload: string }) {
  const { application, workload, formData, onChange } = props;
  const { data } = useTutti(workloadQuestion, [application, workload]);
  const place = `${application}/${workload}`;
  // The form library makes an empty list of a field that nobody filled in.
  const filled = useRef(formData?.length ? place : undefined);
  useEffect(() => {
    if (data?.name !== workload || filled.current === place) return;
    filled.current = place;
    onChange(chosenIn(data.score));
  }, [data, workload, place, onChange]);
  return null;
}

function OfApplication(props: Props & { application: string }) {
  const t = useT();
  const answer = useTutti(offersQuestion, [props.application]);
  return (
    <Loaded
      answer={answer}
      what={t('forms.offers')}
      skeleton={<Skeletons count={3} height={56} />}
    >
      {({ items }) => <Chosen {...props} offers={items} />}
    </Loaded>
  );
}

function OfPlatform(props: Props & { types: string; owner: string }) {
  const t = useT();
  const answer = useTutti(platformOffersQuestion, [props.types, props.owner]);
  return (
    <Loaded
      answer={answer}
      what={t('forms.offers')}
      skeleton={<Skeletons count={3} height={56} />}
    >
      {({ items }) => <Chosen {...props} offers={items} />}
    </Loaded>
  );
}

function Chosen(props: Props & { offers: ResourceOffer[] }) {
  const { offers, formData = [], onChange, schema, rawErrors } = props;
  const { idSchema, disabled } = props;
  // The same fields and widgets serve every part of the form, whatever its data.
  const registry: ParamsRegistry = Reflect.get<object, string>(
    props,
    'registry',
  );
  const t = useT();
  const change = (index: number, to: ChosenResource | undefined) =>
    onChange(
      formData.flatMap((each, at) => (at === index ? to ?? [] : [each])),
    );
  return (
    <Stack>
      <SectionTitle>{schema.title ?? t('forms.resources')}</SectionTitle>
      {schema.description && <Muted>{schema.description}</Muted>}
      {formData.length === 0 && <Muted>{t('forms.nothingChosen')}</Muted>}
      {formData.map((resource, index) => (
        <ResourceCard
          // Names change while they are typed; the place in the list does not.
          key={index}
          id={`${idSchema.$id}_${index}`}
          resource={resource}
          all={formData}
          offer={offers.find(({ type }) => type === resource.type)}
          registry={registry}
          disabled={disabled}
          onChange={to => change(index, to)}
        />
      ))}
      {rawErrors.map(error => (
        <Muted key={error} role="alert" sx={{ color: 'error.main' }}>
          {error}
        </Muted>
      ))}
      <OfferList
        offers={offers}
        disabled={disabled}
        onAdd={offer => onChange([...formData, chosenFrom(offer, formData)])}
      />
    </Stack>
  );
}
