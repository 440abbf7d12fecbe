import type { Allowed } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { useDoing } from '../data/useDoing';
import type { Right } from '../data/questions';
import { useT } from '../translation';
import { AllowedButton } from './AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from './DialogFrame';
import { ErrorNote } from './ErrorNote';
import { Field } from './Field';
import { Stack } from './Surface';

/** Does something that others must be able to understand later: never without a reason. */
export function ReasonDialog(props: {
  title: string;
  children: ReactNode;
  /** The exact verb. */
  verb: string;
  label: string;
  /** Absent: the server decides. */
  allowed?: Allowed | undefined;
  right?: Right;
  onConfirm(reason: string): Promise<unknown>;
  onClose(): void;
}) {
  const t = useT();
  const { title, verb, label, right, onConfirm, onClose } = props;
  const [text, setText] = useState('');
  const { doing, error, run } = useDoing();
  const reason = text.trim();
  const refused = props.allowed?.allowed === false;
  const allowed: Allowed | undefined =
    refused || reason
      ? props.allowed
      : { allowed: false, reason: t('waiting.reasonFirst') };
  const confirm = async () => {
    if (refused || !reason || doing) return;
    if (await run(() => onConfirm(reason))) onClose();
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <DialogBody
        changed={reason !== '' && !doing}
        onSubmit={() => void confirm()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              allowed={allowed}
              right={refused ? right : undefined}
              pending={doing}
            >
              {verb}
            </AllowedButton>
          </>
        }
      >
        <Stack>
          <div>{props.children}</div>
          <Field
            label={label}
            value={text}
            onChange={event => setText(event.target.value)}
            sx={{ mt: 1 }}
          />
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
