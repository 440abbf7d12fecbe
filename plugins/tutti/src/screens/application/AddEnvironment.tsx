import MenuItem from '@mui/material/MenuItem';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { useApi } from '@backstage/frontend-plugin-api';
import { Allowed, Application, nameProblem } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { lastingTypes } from '../../data/lastingTypes';
import { platformQuestion } from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useTutti } from '../../data/useTutti';
import { AllowedButton } from '../../ui/AllowedButton';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { ErrorNote } from '../../ui/ErrorNote';

/** One more environment, of a type that the platform offers. */
export function AddEnvironment(props: {
  application: Application;
  onAdded(): void;
}) {
  const t = useT();
  const { application, onAdded } = props;
  const api = useApi(tuttiApiRef);
  const answer = useTutti(platformQuestion, []);
  const { doing, error, run } = useDoing();
  const [chosenType, setType] = useState<string>();
  const [ownName, setName] = useState<string>();
  return (
    <Loaded
      answer={answer}
      what={t('application.environmentTypes')}
      skeleton={<Skeletons count={1} height={40} />}
    >
      {({ platform }) => {
        const types = lastingTypes(platform);
        if (types.length === 0) {
          return <Muted>{t('application.noEnvironmentType')}</Muted>;
        }
        const taken = application.environments.map(each => each.name);
        const type =
          chosenType ??
          (types.find(each => !taken.includes(each.name)) ?? types[0]).name;
        const name = ownName ?? (taken.includes(type) ? '' : type);
        const wrong =
          name === '' ? undefined : nameProblem('environment', name);
        const allowed: Allowed | undefined =
          name === '' || wrong
            ? { allowed: false, reason: wrong ?? t('application.needsName') }
            : application.allowed.createEnvironment;
        const add = async () => {
          await api.createEnvironment(application.name, { name, type });
          setType(undefined);
          setName(undefined);
          onAdded();
        };
        return (
          <form
            onSubmit={event => {
              event.preventDefault();
              if (!allowed || allowed.allowed) void run(add);
            }}
          >
            <Stack>
              <Row>
                <Field
                  select
                  label={t('common.type')}
                  value={type}
                  onChange={event => setType(event.target.value)}
                  sx={{ width: 180 }}
                >
                  {types.map(each => (
                    <MenuItem key={each.name} value={each.name}>
                      {each.title ?? each.name}
                    </MenuItem>
                  ))}
                </Field>
                <Field
                  label={t('common.name')}
                  value={name}
                  onChange={event => setName(event.target.value)}
                  error={wrong !== undefined}
                  helperText={wrong}
                  sx={{ width: 220 }}
                />
                <AllowedButton
                  type="submit"
                  variant="outlined"
                  pending={doing}
                  allowed={allowed}
                  right={
                    name === '' || wrong
                      ? undefined
                      : {
                          application: application.name,
                          verb: 'createEnvironment',
                        }
                  }
                >
                  {t('application.addEnvironment')}
                </AllowedButton>
              </Row>
              <ErrorNote error={error} />
            </Stack>
          </form>
        );
      }}
    </Loaded>
  );
}
