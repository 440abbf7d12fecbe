import Autocomplete from '@mui/material/Autocomplete';
import { Field } from '../ui/Field';

interface Option {
  name: string;
  label: string;
  refused?: boolean;
}

/** One of a list, found by typing. */
export function Picker(props: {
  label: string;
  help?: string;
  options: Option[];
  value: string | undefined;
  required?: boolean;
  disabled?: boolean;
  errors: string[];
  /** As high as a field beside it. */
  small?: boolean;
  /** Given where `options` are those of what was typed. */
  onSearch?(text: string): void;
  onChange(name: string | undefined): void;
}) {
  const { label, help, options, value, required, disabled, errors } = props;
  const { onSearch } = props;
  const chosen =
    options.find(({ name }) => name === value) ??
    // What was chosen may be none of those that the search gave.
    (onSearch && value ? { name: value, label: value } : null);
  return (
    <Autocomplete
      size={props.small ? 'small' : 'medium'}
      options={options}
      value={chosen}
      {...(onSearch && {
        filterOptions: (all: Option[]) => all,
        onInputChange: (_event: unknown, text: string, reason: string) => {
          if (reason === 'input') onSearch(text);
        },
      })}
      getOptionDisabled={({ refused }) => refused === true}
      isOptionEqualToValue={(a, b) => a.name === b.name}
      onChange={(_event, option) => props.onChange(option?.name)}
      disabled={disabled}
      fullWidth
      renderInput={params => (
        <Field
          {...params}
          label={label}
          required={required}
          error={errors.length > 0}
          helperText={errors[0] ?? help}
        />
      )}
    />
  );
}
