import Alert, { AlertProps } from '@mui/material/Alert';
import { errorIdOf } from '@tutti/plugin-tutti-common';
import { messageOf, problemsOf } from '../data/apiErrors';
import { useT } from '../translation';
import { ErrorId } from './ErrorId';
import { ProblemList } from './ProblemList';

/** Why something that a person asked for was not done, beside where it was asked. */
export function ErrorNote(props: {
  error: Error | undefined;
  /** Begins the sentence: `Older ones could not be loaded`. */
  what?: string;
  sx?: AlertProps['sx'];
}) {
  const t = useT();
  const { error, what, sx } = props;
  if (!error) return null;
  const problems = problemsOf(error);
  return (
    <Alert severity="error" variant="outlined" sx={sx}>
      {what
        ? t('ui.failed', { what, message: messageOf(t, error) })
        : messageOf(t, error)}
      <ErrorId id={errorIdOf(error)} />
      {problems && <ProblemList problems={problems} />}
    </Alert>
  );
}
