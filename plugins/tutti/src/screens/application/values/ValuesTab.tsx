import MenuItem from '@mui/material/MenuItem';
import type {
  Application,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import { useUrlState } from '../../../data/useUrlState';
import { useT } from '../../../translation';
import { EmptyNote } from '../../../ui/EmptyNote';
import { Field } from '../../../ui/Field';
import { Stack, Surface } from '../../../ui/Surface';
import { EnvironmentValues } from './EnvironmentValues';

/** Values and secrets, side by side: for all environments, and for one instead. */
export function ValuesTab(props: {
  application: Application;
  /** Absent: chosen by the reader, kept in the URL. */
  environment?: EnvironmentSummary;
}) {
  const t = useT();
  const { application, environment } = props;
  const { environments } = application;
  const [asked, choose] = useUrlState('of', environments[0]?.name);
  const chosen =
    environment ??
    environments.find(each => each.name === asked) ??
    environments.at(0);
  if (!chosen) {
    return (
      <Surface>
        <EmptyNote title={t('application.noEnvironment')}>
          {t('application.valuesNeedEnvironment')}
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Stack>
      {!environment && (
        <Field
          select
          label={t('common.environment')}
          value={chosen.name}
          onChange={event => choose(event.target.value)}
          sx={{ width: 220 }}
        >
          {environments.map(each => (
            <MenuItem key={each.id} value={each.name}>
              {each.name}
            </MenuItem>
          ))}
        </Field>
      )}
      <EnvironmentValues
        key={chosen.id}
        application={application}
        environment={chosen}
      />
    </Stack>
  );
}
