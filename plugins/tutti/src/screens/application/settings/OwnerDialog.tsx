import { useApi } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useT } from '../../../translation';
import { EntityName } from '../../../ui/EntityLink';
import { Field } from '../../../ui/Field';
import { Muted } from '../../../ui/Text';
import { SettingsDialog } from './SettingsDialog';

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
  const [text, setText] = useState('');
  const owner = text.trim();
  const isOwn = own.includes(owner);
  const allowed = ((): Allowed => {
    if (owner === '') return no(t('settings.ownerFirst'));
    return owner === before
      ? no(t('settings.ownerAlready'))
      : { allowed: true };
  })();
  return (
    <SettingsDialog
      title={t('settings.ownerTitle', { title })}
      changed={owner !== ''}
      allowed={allowed}
      verb={t('settings.ownerVerb')}
      save={() => api.changeOwner(name, owner)}
      done={t('settings.ownerChanged', { title })}
      onChanged={onChanged}
      onClose={onClose}
    >
      <Muted>{t(mayAssign ? 'settings.ownerAny' : 'settings.ownerOwn')}</Muted>
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
    </SettingsDialog>
  );
}

function no(reason: string): Allowed {
  return { allowed: false, reason };
}
