import TextField, { TextFieldProps } from '@mui/material/TextField';

/** A text field in the size of the text around it. */
export function Field(props: TextFieldProps) {
  return (
    <TextField
      size="small"
      {...props}
      InputProps={{ ...props.InputProps, sx: { fontSize: 14 } }}
    />
  );
}
