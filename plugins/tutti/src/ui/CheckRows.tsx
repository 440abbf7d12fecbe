import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import { ReactNode } from 'react';

/** Some of several, by name. */
export function CheckRows(props: {
  label: string;
  chosen: ReadonlySet<string>;
  names: string[];
  /** Beside a name: what tells more of it. */
  facts?(name: string): ReactNode;
  onChange(chosen: ReadonlySet<string>): void;
}) {
  const { label, chosen, names, facts, onChange } = props;
  const choose = (name: string, on: boolean) => {
    const after = new Set(chosen);
    if (on) after.add(name);
    else after.delete(name);
    onChange(after);
  };
  return (
    <FormGroup role="group" aria-label={label}>
      {names.map(name => (
        <FormControlLabel
          key={name}
          control={
            <Checkbox
              size="small"
              checked={chosen.has(name)}
              onChange={(_, on) => choose(name, on)}
            />
          }
          disableTypography
          label={
            <span style={{ overflowWrap: 'anywhere' }}>
              {name} {facts?.(name)}
            </span>
          }
          sx={{ mx: 0 }}
        />
      ))}
    </FormGroup>
  );
}
