import { useT } from '../../../translation';
import { Field } from '../../../ui/Field';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Allowed,
  EnvironmentValue,
  nameProblem,
  SecretReference,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { Toggle } from '../../../ui/Toggle';
import { isWhole, NO_REFERENCE, ReferenceFields } from './ReferenceFields';
import { formatValue, parseValue } from './values';
import { ErrorNote } from '../../../ui/ErrorNote';

/** What is to be set: for all environments, or for one instead. */
export interface ValueDraft {
  scope: EnvironmentValue['scope'];
  /** Absent: a new name. */
  name?: string;
  secret: boolean;
  /** Shown to start from; never a secret. */
  value?: unknown;
  /** Where it lives, of a secret that is not kept here. */
  from?: SecretReference;
  /** Nothing has this name yet: it may still be corrected. */
  isNew?: true;
}

function helpFor(secret: boolean, isReference: boolean) {
  if (isReference) return 'values.elsewhereHelp';
  return secret ? 'application.secretHelp' : 'application.valueHelp';
}

/** Sets one value or secret. A secret is written and never read back. */
export function ValueDialog(props: {
  application: string;
  environment: string;
  draft: ValueDraft;
  allowedFor(secret: boolean): Allowed | undefined;
  onClose(): void;
  onSaved(name: string): void;
}) {
  const t = useT();
  const { application, environment, draft, onClose, onSaved } = props;
  const api = useApi(tuttiApiRef);
  const [name, setName] = useState(draft.name ?? '');
  const [secret, setSecret] = useState(draft.secret);
  const before = draft.value === undefined ? '' : formatValue(draft.value);
  const [text, setText] = useState(before);
  const [elsewhere, setElsewhere] = useState(draft.from !== undefined);
  const [reference, setReference] = useState(draft.from ?? NO_REFERENCE);
  const isReference = secret && elsewhere;
  const { doing, error, run } = useDoing();
  const isNew = draft.name === undefined || draft.isNew === true;
  const wrong = name === '' ? undefined : nameProblem('value', name);
  const allowed: Allowed | undefined =
    name === '' ||
    wrong ||
    (isReference ? !isWhole(reference) : secret && text === '')
      ? {
          allowed: false,
          reason:
            wrong ??
            t(
              isReference
                ? 'values.needsWholeReference'
                : 'application.needsNameAndValue',
            ),
        }
      : props.allowedFor(secret);
  const forAll = draft.scope === 'application';
  const title =
    draft.name && !draft.isNew
      ? t(forAll ? 'application.valueForAll' : 'application.valueFor', {
          name,
          environment,
        })
      : t(forAll ? 'application.newForAllTitle' : 'application.newFor', {
          environment,
        });
  const save = async () => {
    const saved = await run(() =>
      api.putValue(
        application,
        environment,
        name,
        isReference
          ? { from: reference, scope: draft.scope }
          : {
              value: secret ? text : parseValue(text),
              secret,
              scope: draft.scope,
            },
      ),
    );
    if (saved) onSaved(name);
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <DialogBody
        changed={
          text !== before ||
          name !== (draft.name ?? '') ||
          reference !== (draft.from ?? NO_REFERENCE)
        }
        onSubmit={() => {
          if (!allowed || allowed.allowed) void save();
        }}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              allowed={allowed}
              pending={doing}
            >
              {t(doing ? 'common.saving' : 'common.save')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          {isNew && (
            <>
              <Field
                required
                label={t('common.name')}
                value={name}
                onChange={event => setName(event.target.value)}
                error={wrong !== undefined}
                helperText={wrong ?? ' '}
                inputProps={{ spellCheck: false }}
              />
              <Toggle
                label={t('application.isSecret')}
                on={secret}
                onChange={setSecret}
              />
            </>
          )}
          {secret && (
            <Toggle
              label={t('values.livesElsewhere')}
              on={elsewhere}
              onChange={setElsewhere}
            />
          )}
          {isReference ? (
            <ReferenceFields reference={reference} onChange={setReference} />
          ) : (
            <Field
              label={t(
                secret ? 'application.secretValue' : 'application.value',
              )}
              type={secret ? 'password' : 'text'}
              value={text}
              onChange={event => setText(event.target.value)}
              inputProps={{
                spellCheck: false,
                autoComplete: secret ? 'new-password' : 'off',
              }}
            />
          )}
          <Muted>{t(helpFor(secret, isReference))}</Muted>
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
