import { styled } from '@mui/material/styles';
import TextField, { TextFieldProps } from '@mui/material/TextField';

const Sized = styled(TextField)({
  '& input, & textarea, & [role="combobox"]': { fontSize: 14 },
});

/** A text field in the size of the text around it. */
export function Field(props: TextFieldProps) {
  return <Sized size="small" {...props} />;
}
