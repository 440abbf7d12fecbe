import { Field } from '../../ui/Field';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Allowed,
  EnvironmentValue,
  nameProblem,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { useDoing } from '../../data/useDoing';
import { AllowedButton } from '../../ui/AllowedButton';
import { DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { Toggle } from '../../ui/Toggle';
import { formatValue, parseValue } from './values';
import { PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

/** What is to be set: for all environments, or for one instead. */
export interface ValueDraft {
  scope: EnvironmentValue['scope'];
  /** Absent: a new name. */
  name?: string;
  secret: boolean;
  /** Shown to start from; never a secret. */
  value?: unknown;
}

/** Sets one value or secret. A secret is written and never read back. */
export function ValueDialog(props: {
  application: string;
  environment: string;
  draft: ValueDraft;
  allowedFor(secret: boolean): Allowed | undefined;
  onClose(): void;
  onSaved(): void;
}) {
  const { application, environment, draft, onClose, onSaved } = props;
  const api = useApi(tuttiApiRef);
  const [name, setName] = useState(draft.name ?? '');
  const [secret, setSecret] = useState(draft.secret);
  const [text, setText] = useState(
    draft.value === undefined ? '' : formatValue(draft.value),
  );
  const { doing, error, run } = useDoing();
  const isNew = draft.name === undefined;
  const wrong = name === '' ? undefined : nameProblem('value', name);
  const allowed: Allowed | undefined =
    name === '' || wrong || (secret && text === '')
      ? { allowed: false, reason: wrong ?? 'Give a name and a value first.' }
      : props.allowedFor(secret);
  const where =
    draft.scope === 'application' ? 'all environments' : environment;
  const save = async () => {
    const saved = await run(() =>
      api.putValue(application, environment, name, {
        value: secret ? text : parseValue(text),
        secret,
        scope: draft.scope,
      }),
    );
    if (saved) onSaved();
  };
  return (
    <DialogFrame
      title={isNew ? `New for ${where}` : `${name} for ${where}`}
      onClose={onClose}
    >
      <DialogBody
        onSubmit={() => {
          if (!allowed || allowed.allowed) void save();
        }}
        actions={
          <>
            {' '}
            <PlainButton onClick={onClose}>Cancel</PlainButton>
            <AllowedButton
              type="submit"
              variant="contained"
              allowed={allowed}
              pending={doing}
            >
              {doing ? 'Saving…' : 'Save'}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          {isNew && (
            <>
              <Field
                required
                label="Name"
                value={name}
                onChange={event => setName(event.target.value)}
                error={wrong !== undefined}
                helperText={wrong ?? ' '}
                inputProps={{ spellCheck: false }}
              />
              <Toggle label="It is a secret" on={secret} onChange={setSecret} />
            </>
          )}
          <Field
            label={secret ? 'Secret value' : 'Value'}
            type={secret ? 'password' : 'text'}
            value={text}
            onChange={event => setText(event.target.value)}
            inputProps={{
              spellCheck: false,
              autoComplete: secret ? 'new-password' : 'off',
            }}
          />
          <Muted>
            {secret
              ? 'It is sealed when it is saved. Nobody can read it back, you neither.'
              : 'true, 3 or {"a": 1} are taken as such; everything else is text.'}{' '}
            It reaches what runs with the next deployment.
          </Muted>
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
