import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import type { EnvironmentType } from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { lastingTypes } from '../data/lastingTypes';
import { applicationQuestion, platformQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Muted } from '../ui/Text';
import type { ChosenEnvironment } from './chosen';
import { FieldProps, textOf } from './fieldProps';

interface Offered extends ChosenEnvironment {
  title: string;
  description?: string;
  /** Why it cannot be chosen. */
  refused?: string;
}

/**
 * Environments of the application that another field names; without such a field, those that a new
 * application gets: one for each type of the platform.
 */
export function EnvironmentsPicker(props: FieldProps<ChosenEnvironment[]>) {
  const { formContext, uiSchema } = props;
  const t = useT();
  const field = uiSchema['ui:options']?.applicationField;
  const application = textOf(formContext?.formData, field);
  if (field === undefined) return <OfTypes {...props} />;
  return application === undefined ? (
    <Muted>{t('forms.applicationFirst')}</Muted>
  ) : (
    <OfApplication {...props} application={application} />
  );
}

function OfApplication(
  props: FieldProps<ChosenEnvironment[]> & { application: string },
) {
  const t = useT();
  const answer = useTutti(applicationQuestion, [props.application]);
  return (
    <Loaded
      answer={answer}
      what={t('forms.environments')}
      skeleton={<Skeletons count={2} height={36} />}
    >
      {({ environments, workloads }) => (
        <Choices
          {...props}
          none={t('forms.noEnvironments')}
          offered={environments.map(({ name, type, typeTitle, allowed }) => {
            const { deploy } = allowed;
            return {
              name,
              type,
              title: name,
              ...(typeTitle !== name && { description: typeTitle }),
              // Without workloads nothing can be deployed: the template is about to change that.
              ...(workloads.length > 0 &&
                deploy?.allowed === false && { refused: deploy.reason }),
            };
          })}
        />
      )}
    </Loaded>
  );
}

function OfTypes(props: FieldProps<ChosenEnvironment[]>) {
  const t = useT();
  const me = useMyRefs();
  const answer = useTutti(platformQuestion, []);
  const whyNot = ({ access }: EnvironmentType): string | undefined => {
    const makers = access.create;
    const mayI = makers.some(
      maker => ['owner', 'anyone'].includes(maker) || me.includes(maker),
    );
    const who = makers.filter(maker => maker !== 'nobody');
    return mayI
      ? undefined
      : t('forms.whoMakes', { who: who.join(', ') || t('forms.nobody') });
  };
  return (
    <Loaded
      answer={answer}
      what={t('forms.environments')}
      skeleton={<Skeletons count={3} height={36} />}
    >
      {({ platform }) => (
        <Choices
          {...props}
          none={t('forms.noTypes')}
          offered={lastingTypes(platform).map(type => ({
            name: type.name,
            type: type.name,
            title: type.title ?? type.name,
            description: type.description,
            refused: whyNot(type),
          }))}
        />
      )}
    </Loaded>
  );
}

/** Oneself and one's groups; empty until that is known. */
function useMyRefs(): string[] {
  const identity = useApi(identityApiRef);
  const [refs, setRefs] = useState<string[]>([]);
  useEffect(() => {
    let gone = false;
    void identity.getBackstageIdentity().then(({ ownershipEntityRefs }) => {
      if (!gone) setRefs(ownershipEntityRefs);
    });
    return () => {
      gone = true;
    };
  }, [identity]);
  return refs;
}

function Choices(
  props: FieldProps<ChosenEnvironment[]> & { offered: Offered[]; none: string },
) {
  const { offered, none, formData = [], onChange, disabled, schema } = props;
  const { rawErrors, required, idSchema } = props;
  const t = useT();
  if (offered.length === 0) return <Muted>{none}</Muted>;
  const isChosen = (name: string) => formData.some(each => each.name === name);
  const toggle = (name: string) =>
    onChange(
      offered
        .filter(each => isChosen(each.name) !== (each.name === name))
        .map(({ name: environment, type }) => ({ name: environment, type })),
    );
  return (
    <FormControl
      component="fieldset"
      required={required}
      error={rawErrors.length > 0}
      disabled={disabled}
    >
      <FormLabel component="legend">
        {schema.title ?? t('forms.environments')}
      </FormLabel>
      {schema.description && <Muted>{schema.description}</Muted>}
      <FormGroup>
        {offered.map(({ name, title, description, refused }) => (
          <div key={name}>
            <FormControlLabel
              control={
                <Checkbox
                  size="small"
                  checked={isChosen(name)}
                  onChange={() => toggle(name)}
                  disabled={refused !== undefined && !isChosen(name)}
                  inputProps={{
                    'aria-describedby': `${idSchema.$id}-${name}`,
                  }}
                />
              }
              label={title}
            />
            <Muted
              id={`${idSchema.$id}-${name}`}
              sx={{ display: 'block', pl: '31px', mt: '-8px' }}
            >
              {[description, refused].filter(Boolean).join(' ')}
            </Muted>
          </div>
        ))}
      </FormGroup>
      {rawErrors.map(error => (
        <FormHelperText key={error}>{error}</FormHelperText>
      ))}
    </FormControl>
  );
}
