import Box from '@mui/material/Box';
import { compareNames } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import {
  applicationQuestion,
  applicationsQuestion,
} from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useSettled } from '../../data/useSettled';
import { useTutti } from '../../data/useTutti';
import { Picker } from '../../forms/Picker';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { Row } from '../../ui/Surface';
import type { Platform } from './availability';
import type { Asked } from './useMatchQuestion';

/** So many are offered to what was typed. */
const OFFERED = '50';

function ApplicationChoice(props: {
  value: string;
  onChange(name: string): void;
}) {
  const t = useT();
  const [search, setSearch] = useState('');
  const { data } = useHeld(
    useTutti(applicationsQuestion, [useSettled(search), '', '', '', OFFERED]),
  );
  return (
    <Picker
      small
      label={t('platform.application')}
      options={(data?.items ?? []).map(({ name, title }) => ({
        name,
        label: title === name ? name : `${title} (${name})`,
      }))}
      value={props.value || undefined}
      errors={[]}
      onSearch={setSearch}
      onChange={name => props.onChange(name ?? '')}
    />
  );
}

function EnvironmentChoice(props: {
  application: string;
  value: string;
  onChange(name: string): void;
}) {
  const t = useT();
  const { application, value, onChange } = props;
  const { data } = useTutti(applicationQuestion, [application]);
  return (
    <Picker
      small
      label={t('common.environment')}
      options={(data?.environments ?? []).map(({ name }) => ({
        name,
        label: name,
      }))}
      value={value || undefined}
      errors={[]}
      onChange={name => onChange(name ?? '')}
    />
  );
}

/** Which resource, asked for where. */
export function MatchQuestion(props: {
  platform: Platform;
  asked: Asked;
  ask(change: Partial<Asked>): void;
}) {
  const t = useT();
  const { platform, asked, ask } = props;
  const { type, application, environment, id, workload } = asked;
  return (
    <Row
      role="group"
      aria-label={t('platform.question')}
      sx={{ alignItems: 'flex-start' }}
    >
      <Box sx={{ width: 220 }}>
        <Picker
          small
          label={t('platform.resourceType')}
          options={Object.keys(platform.resourceTypes)
            .sort(compareNames)
            .map(name => ({ name, label: name }))}
          value={type || undefined}
          errors={[]}
          onChange={name => ask({ type: name ?? '' })}
        />
      </Box>
      <Box sx={{ width: 220 }}>
        <ApplicationChoice
          value={application}
          onChange={name => ask({ application: name, environment: '' })}
        />
      </Box>
      {application && (
        <Box sx={{ width: 180 }}>
          <EnvironmentChoice
            key={application}
            application={application}
            value={environment}
            onChange={name => ask({ environment: name })}
          />
        </Box>
      )}
      <Field
        label={t('platform.class')}
        placeholder="default"
        InputLabelProps={{ shrink: true }}
        value={asked.class}
        onChange={event => ask({ class: event.target.value })}
        sx={{ width: 120 }}
      />
      <Field
        label={t('platform.resourceId')}
        InputLabelProps={{ shrink: true }}
        value={id}
        onChange={event => ask({ id: event.target.value })}
        sx={{ width: 140 }}
      />
      <Field
        label={t('common.workload')}
        InputLabelProps={{ shrink: true }}
        value={workload}
        disabled={Boolean(id)}
        helperText={id ? t('platform.sharedAnswer') : undefined}
        onChange={event => ask({ workload: event.target.value })}
        sx={{ width: 160 }}
      />
    </Row>
  );
}
