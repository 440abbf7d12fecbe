import Close from '@mui/icons-material/Close';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { PlainButton } from '../../ui/PlainButton';
import { Row, Stack } from '../../ui/Surface';

/** Values by name, with a line for one more. */
export function NamedValues(props: {
  values: Record<string, string>;
  /** What a value may well be. */
  suggestions: string[];
  addLabel: string;
  onChange(name: string, value: string | undefined): void;
}) {
  const { values, suggestions, addLabel, onChange } = props;
  const t = useT();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const add = () => {
    if (name === '') return;
    onChange(name, value);
    setName('');
    setValue('');
  };
  return (
    <Stack sx={{ gap: 1 }}>
      {Object.entries(values).map(([key, current]) => (
        <Row key={key} sx={{ flexWrap: 'nowrap', gap: 0.5 }}>
          <Suggested
            label={key}
            value={current}
            suggestions={suggestions}
            onChange={next => onChange(key, next)}
          />
          <IconButton
            size="small"
            aria-label={t('scoreForm.remove', { name: key })}
            onClick={() => onChange(key, undefined)}
          >
            <Close fontSize="small" />
          </IconButton>
        </Row>
      ))}
      <Row sx={{ gap: 0.5 }}>
        <Field
          label={t('scoreForm.name')}
          value={name}
          onChange={event => setName(event.target.value)}
          inputProps={{ spellCheck: false }}
          sx={{ flex: '1 1 90px' }}
        />
        <Suggested
          label={t('scoreForm.value')}
          value={value}
          suggestions={suggestions}
          onChange={setValue}
        />
        <PlainButton size="small" aria-label={addLabel} onClick={add}>
          {t('scoreForm.add')}
        </PlainButton>
      </Row>
    </Stack>
  );
}

function Suggested(props: {
  label: string;
  value: string;
  suggestions: string[];
  onChange(value: string): void;
}) {
  const { label, value, suggestions, onChange } = props;
  return (
    <Autocomplete
      freeSolo
      disableClearable
      size="small"
      options={suggestions}
      inputValue={value}
      onInputChange={(_, next, reason) => {
        if (reason !== 'reset' || suggestions.includes(next)) onChange(next);
      }}
      renderInput={params => <Field {...params} label={label} />}
      sx={{ flex: '1 1 130px', minWidth: 0 }}
    />
  );
}
