import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';

/** A switch with its words, as small as the text around. */
export function Toggle(props: {
  label: string;
  on: boolean;
  onChange(on: boolean): void;
}) {
  const { label, on, onChange } = props;
  return (
    <FormControlLabel
      control={
        <Switch
          size="small"
          checked={on}
          onChange={(_, checked) => onChange(checked)}
        />
      }
      disableTypography
      label={label}
      sx={{ mx: 0, gap: 0.75, fontSize: 14 }}
    />
  );
}
