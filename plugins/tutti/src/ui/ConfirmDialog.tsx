import type { Allowed } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { useDoing } from '../data/useDoing';
import { useT } from '../translation';
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
  /** Of the verb; `error` unless nothing is lost. */
  color?: 'error' | 'primary';
  /** Absent: the server decides. */
  allowed?: Allowed | undefined;
  onConfirm(): Promise<void>;
  onClose(): void;
}) {
  const t = useT();
  const { title, verb, typed, color = 'error', allowed } = props;
  const { onConfirm, onClose } = props;
  const [text, setText] = useState('');
  const { doing, error, run } = useDoing();
  const ready =
    (typed === undefined || text === typed) && allowed?.allowed !== false;
  const confirm = async () => {
    if (ready && !doing && (await run(onConfirm))) onClose();
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <DialogBody
        onSubmit={() => void confirm()}
        actions={
          <>
            <PlainButton onClick={onClose}>{t('common.keep')}</PlainButton>
            <AllowedButton
              type="submit"
              variant="contained"
              color={color}
              pending={doing}
              allowed={
                allowed?.allowed === false || ready
                  ? allowed
                  : {
                      allowed: false,
                      reason: t('ui.writeFirst', { word: typed ?? '' }),
                    }
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
              label={t('ui.writeToGoOn', { word: typed })}
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
