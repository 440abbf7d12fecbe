import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { styled } from '@mui/material/styles';
import {
  createContext,
  FormEvent,
  ReactNode,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useT } from '../translation';
import { PlainButton } from './PlainButton';
import { focusRing } from './Surface';

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

const FIELDS = 'input:not([type="file"]), textarea';

/**
 * Whoever opened the dialog came to write something, if there is something to write: first where
 * nothing stands yet. Who writes already, because the transition took its time, is left where they
 * are.
 */
function focusFirstField(dialog: HTMLElement) {
  if (dialog.querySelector(`:is(${FIELDS}):focus`)) return;
  const fields = [
    ...dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS),
  ];
  (fields.find(({ value }) => value === '') ?? fields.at(0))?.focus();
}

/** What the parts of a dialog know of the frame around them. */
const Frame = createContext({
  close() {},
  setChanged(_: boolean) {},
});

function Bare(props: {
  title: string;
  size: 'sm' | 'md' | 'lg';
  onClose(): void;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Dialog
      open
      onClose={props.onClose}
      fullWidth
      maxWidth={props.size}
      aria-labelledby={titleId}
      TransitionProps={{ onEntered: focusFirstField }}
      PaperProps={{
        sx: theme => ({
          ...focusRing(theme),
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

/** The browser asks before a page with changes is left. */
function useLeaveWarning(changed: boolean) {
  useEffect(() => {
    if (!changed) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
}

/**
 * A dialog with its name: what it asks above, what can be done below. With changes (`DialogBody`)
 * it asks before it closes, however it is closed.
 */
export function DialogFrame(props: {
  title: string;
  wide?: boolean | 'very';
  onClose(): void;
  /** What was written is thrown away. */
  onDiscard?(): void;
  children: ReactNode;
}) {
  const { title, wide, onClose, onDiscard } = props;
  const t = useT();
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  useLeaveWarning(changed);
  const close = changed ? () => setAsking(true) : onClose;
  const latest = useRef(close);
  latest.current = close;
  const frame = useMemo(
    () => ({ close: () => latest.current(), setChanged }),
    [],
  );
  const widest = wide === 'very' ? 'lg' : 'md';
  return (
    <Frame.Provider value={frame}>
      <Bare title={title} size={wide ? widest : 'sm'} onClose={close}>
        {props.children}
      </Bare>
      {asking && (
        <Bare
          title={t('dialogs.unsavedTitle')}
          size="sm"
          onClose={() => setAsking(false)}
        >
          <DialogContent sx={{ pt: 1, pb: 2 }}>
            {t('dialogs.unsavedText')}
          </DialogContent>
          <DialogActions sx={{ px: 3, pb: 2.5 }}>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus anyway: to what loses nothing */}
            <PlainButton autoFocus onClick={() => setAsking(false)}>
              {t('dialogs.goOn')}
            </PlainButton>
            <PlainButton
              color="error"
              variant="contained"
              onClick={() => {
                onDiscard?.();
                onClose();
              }}
            >
              {t('dialogs.discard')}
            </PlainButton>
          </DialogActions>
        </Bare>
      )}
    </Frame.Provider>
  );
}

/** Closes the dialog around it, as Escape does. */
export function CancelButton(props: { children?: ReactNode }) {
  const t = useT();
  const { close } = useContext(Frame);
  return (
    <PlainButton onClick={close}>
      {props.children ?? t('common.cancel')}
    </PlainButton>
  );
}

/** What a dialog shows, and its buttons; with `onSubmit`, Enter is the main one. */
export function DialogBody(props: {
  children: ReactNode;
  actions: ReactNode;
  /** Something was written that closing would lose. */
  changed?: boolean;
  onSubmit?(): void;
}) {
  const { children, actions, changed = false, onSubmit } = props;
  const { setChanged } = useContext(Frame);
  useEffect(() => {
    setChanged(changed);
    return () => setChanged(false);
  }, [changed, setChanged]);
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
