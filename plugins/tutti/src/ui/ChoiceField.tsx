import MenuItem from '@mui/material/MenuItem';
import { Field } from './Field';

/** One of a few, by name: what a list shows, how it is sorted. */
export function ChoiceField(props: {
  label: string;
  value: string;
  choices: { value: string; name: string }[];
  /** In pixels; it grows with its choice. */
  minWidth: number;
  onChange(value: string): void;
}) {
  const { label, value, choices, minWidth, onChange } = props;
  return (
    <Field
      select
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      sx={{ minWidth }}
    >
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.name}
        </MenuItem>
      ))}
    </Field>
  );
}
