import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { ReactNode, useId, useState } from 'react';
import { AllowedButton } from './AllowedButton';
import { useDoing } from '../data/useDoing';
import { Stack } from './Surface';

/** Says what will happen before it happens. With `typed`, that word must be written first. */
export function ConfirmDialog(props: {
  title: string;
  children: ReactNode;
  /** The exact verb: `Delete shop`. */
  verb: string;
  /** Must be written to go on: where data is lost. */
  typed?: string;
  onConfirm(): Promise<void>;
  onClose(): void;
}) {
  const { title, verb, typed, onConfirm, onClose } = props;
  const titleId = useId();
  const [text, setText] = useState('');
  const { doing, error, run } = useDoing();
  const ready = typed === undefined || text === typed;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby={titleId}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (ready) void run(onConfirm).then(done => done && onClose());
        }}
      >
        <DialogTitle id={titleId} sx={{ fontSize: 18 }}>
          {title}
        </DialogTitle>
        <DialogContent>
          <Stack>
            <div>{props.children}</div>
            {typed !== undefined && (
              <TextField
                autoFocus
                size="small"
                label={`Write ${typed} to go on`}
                value={text}
                onChange={event => setText(event.target.value)}
                autoComplete="off"
                sx={{ mt: 1 }}
              />
            )}
            {error && (
              <Alert severity="error" variant="outlined">
                {error.message}
              </Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} sx={{ textTransform: 'none' }}>
            Keep it as it is
          </Button>
          <AllowedButton
            type="submit"
            variant="contained"
            color="error"
            pending={doing}
            allowed={
              ready
                ? { allowed: true }
                : { allowed: false, reason: `Write ${typed} first.` }
            }
          >
            {verb}
          </AllowedButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
