import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { styled } from '@mui/material/styles';
import { FormEvent, ReactNode, useId } from 'react';

const Title = styled('h2')(({ theme }) => ({
  margin: 0,
  padding: theme.spacing(2.5, 3, 1),
  fontSize: 18,
  fontWeight: 600,
  lineHeight: 1.3,
}));

const Form = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
});

/** Whoever opened the dialog came to write something, if there is something to write. */
function focusFirstField(dialog: HTMLElement) {
  dialog
    .querySelector<HTMLElement>('input:not([type="file"]), textarea')
    ?.focus();
}

/** A dialog with its name: what it asks above, what can be done below. */
export function DialogFrame(props: {
  title: string;
  wide?: boolean;
  onClose(): void;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Dialog
      open
      onClose={props.onClose}
      fullWidth
      maxWidth={props.wide ? 'md' : 'sm'}
      aria-labelledby={titleId}
      TransitionProps={{ onEntered: focusFirstField }}
      PaperProps={{
        sx: theme => ({
          borderRadius: '12px',
          fontFamily: theme.typography.fontFamily,
          fontSize: 14,
          lineHeight: 1.5,
        }),
      }}
    >
      <Title id={titleId}>{props.title}</Title>
      {props.children}
    </Dialog>
  );
}

/** What a dialog shows, and its buttons; with `onSubmit`, Enter is the main one. */
export function DialogBody(props: {
  children: ReactNode;
  actions: ReactNode;
  onSubmit?(): void;
}) {
  const { children, actions, onSubmit } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog opened from inside of this one is a child in React, not on the page.
    event.stopPropagation();
    onSubmit?.();
  };
  return (
    <Form noValidate onSubmit={submit}>
      <DialogContent sx={{ pt: 1, pb: 2 }}>{children}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>{actions}</DialogActions>
    </Form>
  );
}
