import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { ReactNode } from 'react';
import { Muted } from './Text';

/** One of several, each with what tells it from the others. */
export function RadioRows(props: {
  label: string;
  chosen: string;
  choices: { value: string; name: string; facts?: ReactNode }[];
  onChange(value: string): void;
}) {
  const { label, chosen, choices, onChange } = props;
  return (
    <RadioGroup
      aria-label={label}
      value={chosen}
      onChange={(_, value) => onChange(value)}
    >
      {choices.map(({ value, name, facts }) => (
        <FormControlLabel
          key={value}
          value={value}
          control={<Radio size="small" />}
          disableTypography
          label={
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              <b>{name}</b> {facts && <Muted>{facts}</Muted>}
            </Box>
          }
          sx={{ mx: 0 }}
        />
      ))}
    </RadioGroup>
  );
}
