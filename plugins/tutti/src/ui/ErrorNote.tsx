import Alert, { AlertProps } from '@mui/material/Alert';
import { messageOf, problemsOf } from '../data/apiErrors';
import { ProblemList } from './ProblemList';

/** Why something that a person asked for was not done, beside where it was asked. */
export function ErrorNote(props: {
  error: Error | undefined;
  /** Begins the sentence: `Older ones could not be loaded`. */
  what?: string;
  sx?: AlertProps['sx'];
}) {
  const { error, what, sx } = props;
  if (!error) return null;
  const problems = problemsOf(error);
  return (
    <Alert severity="error" variant="outlined" sx={sx}>
      {what && `${what}: `}
      {messageOf(error)}
      {problems && <ProblemList problems={problems} />}
    </Alert>
  );
}
