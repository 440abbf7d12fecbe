import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { Allowed, ValueVersion } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useT } from '../../../translation';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Field } from '../../../ui/Field';
import { usesByEnvironment } from './purging';

/** What is lost with a secret's content for good: of one version, or of all that still have one. */
export function PurgeDialog(props: {
  application: string;
  environment: string;
  name: string;
  /** Of one scope. */
  versions: ValueVersion[];
  /** All of the scope go, those too that are not listed. */
  isAll: boolean;
  onClose(): void;
  onPurged(): void;
}) {
  const t = useT();
  const { application, environment, name, versions, isAll } = props;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const [reason, setReason] = useState('');
  const [{ scope, version }] = versions;
  const uses = usesByEnvironment(versions);
  const isUsed = uses.length > 0;
  const isNext = versions.some(({ inUse }) => inUse);
  const about = { name, version: String(version) };
  const verb = t(isAll ? 'values.purgeAllVerb' : 'values.purgeVerb', about);
  const allowed: Allowed | undefined =
    isUsed && reason.trim() === ''
      ? { allowed: false, reason: t('values.purgeReasonFirst') }
      : undefined;
  return (
    <ConfirmDialog
      title={`${verb}?`}
      verb={verb}
      allowed={allowed}
      {...((isUsed || isNext) && { typed: environment })}
      onClose={props.onClose}
      onConfirm={async () => {
        await api.purgeSecret(application, environment, name, {
          scope,
          ...(!isAll && { version }),
          ...(isUsed && { force: true }),
          ...(reason.trim() && { reason: reason.trim() }),
        });
        toast.post({ title: t('values.purgeDone', about), timeout: 6000 });
        props.onPurged();
      }}
    >
      <p>{t('values.purgeText')}</p>
      {uses.map(({ environment: where, readers }) => (
        <p key={where}>
          {readers.length > 0
            ? t('values.purgeUsedBy', {
                environment: where,
                readers: readers.join(', '),
              })
            : t('values.purgeUsedIn', { environment: where })}
        </p>
      ))}
      {isUsed && <p>{t('values.purgeRunsOn')}</p>}
      <p>
        {t(
          isNext ? 'values.purgeRollbackLacks' : 'values.purgeRollback',
          about,
        )}
      </p>
      <Field
        label={t(isUsed ? 'values.purgeReasonNeeded' : 'values.purgeReason')}
        required={isUsed}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
