import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { EntityName } from '../../../ui/EntityLink';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';

/** Gives an application to another owner; says first who may what afterwards. */
export function OwnerDialog(props: {
  application: Application;
  /** Entity refs that the reader acts as. */
  own: string[];
  /** Whether any owner may be named, not only the reader's own. */
  mayAssign: boolean;
  onClose(): void;
  onChanged(): void;
}) {
  const t = useT();
  const { application, own, mayAssign, onClose, onChanged } = props;
  const { name, title, owner: before } = application;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const { doing, error, run } = useDoing();
  const [text, setText] = useState('');
  const owner = text.trim();
  const isOwn = own.includes(owner);
  const allowed = ((): Allowed => {
    if (owner === '') return no(t('settings.ownerFirst'));
    return owner === before
      ? no(t('settings.ownerAlready'))
      : { allowed: true };
  })();
  const change = async () => {
    if (!allowed.allowed || doing) return;
    if (!(await run(() => api.changeOwner(name, owner)))) return;
    toast.post({ title: t('settings.ownerChanged', { title }), timeout: 6000 });
    onChanged();
    onClose();
  };
  return (
    <DialogFrame title={t('settings.ownerTitle', { title })} onClose={onClose}>
      <DialogBody
        changed={owner !== '' && !doing}
        onSubmit={() => void change()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={doing}
              allowed={allowed}
            >
              {t('settings.ownerVerb')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          <Muted>
            {t(mayAssign ? 'settings.ownerAny' : 'settings.ownerOwn')}
          </Muted>
          <Autocomplete
            freeSolo={mayAssign}
            size="small"
            options={own.filter(ref => ref !== before)}
            inputValue={text}
            onInputChange={(_, value) => setText(value)}
            noOptionsText={t('settings.noOtherGroup')}
            renderInput={params => (
              <Field
                {...params}
                label={t('settings.newOwner')}
                placeholder={t('applications.ownerExample')}
              />
            )}
          />
          {allowed.allowed && (
            <Alert severity="warning" variant="outlined">
              {t('settings.ownerThen', {
                owner: <EntityName entityRef={owner} />,
                before: before ? (
                  <EntityName entityRef={before} />
                ) : (
                  t('common.nobody')
                ),
              })}{' '}
              {!isOwn && t('settings.ownerLoses')}
            </Alert>
          )}
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}

function no(reason: string): Allowed {
  return { allowed: false, reason };
}
