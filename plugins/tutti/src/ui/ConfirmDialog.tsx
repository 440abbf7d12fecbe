import { ReactNode, useState } from 'react';
import { useDoing } from '../data/useDoing';
import { AllowedButton } from './AllowedButton';
import { DialogBody, DialogFrame } from './DialogFrame';
import { Field } from './Field';
import { PlainButton } from './PlainButton';
import { Stack } from './Surface';
import { ErrorNote } from './ErrorNote';

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
  const [text, setText] = useState('');
  const { doing, error, run } = useDoing();
  const ready = typed === undefined || text === typed;
  const confirm = async () => {
    if (ready && !doing && (await run(onConfirm))) onClose();
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <DialogBody
        onSubmit={() => void confirm()}
        actions={
          <>
            <PlainButton onClick={onClose}>Keep it as it is</PlainButton>
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
          </>
        }
      >
        <Stack>
          <div>{props.children}</div>
          {typed !== undefined && (
            <Field
              label={`Write ${typed} to go on`}
              value={text}
              onChange={event => setText(event.target.value)}
              autoComplete="off"
              sx={{ mt: 1 }}
            />
          )}
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
