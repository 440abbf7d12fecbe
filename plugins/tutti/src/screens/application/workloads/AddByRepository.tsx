import { useApi } from '@backstage/frontend-plugin-api';
import { Allowed, Application, nameProblem } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Field } from '../../../ui/Field';
import { Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { SourceFields } from './SourceFields';
import { useSourceForm } from './useSourceForm';

/** A new workload that follows a Score file in a repository. */
export function AddByRepository(props: {
  application: Application;
  /** The way to the other kind. */
  choice: ReactNode;
  onAdded(): void;
}) {
  const t = useT();
  const { application, choice, onAdded } = props;
  const api = useApi(tuttiApiRef);
  const { doing, error, run } = useDoing();
  const [name, setName] = useState('');
  const form = useSourceForm(undefined, application.entityRef);
  const taken = application.workloads.some(each => each.name === name);
  const wrong =
    name === ''
      ? undefined
      : nameProblem('workload', name) ??
        (taken
          ? t('application.workloadTaken', {
              application: application.title,
              name,
            })
          : undefined);
  const allowed = ((): Allowed | undefined => {
    if (name === '' || wrong) {
      return { allowed: false, reason: wrong ?? t('workloads.needsName') };
    }
    return form.allowed.allowed ? application.allowed.update : form.allowed;
  })();
  const add = async () => {
    if (allowed && !allowed.allowed) return;
    const added = await run(() =>
      api.putWorkload(application.name, name, { source: form.input }),
    );
    if (added) onAdded();
  };
  return (
    <DialogBody
      changed={(name !== '' || form.changed) && !doing}
      onSubmit={() => void add()}
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
            {name
              ? t('application.addNamed', { name })
              : t('application.addWorkload')}
          </AllowedButton>
        </>
      }
    >
      <Stack>
        <div>{choice}</div>
        <Muted>{t('workloads.followText')}</Muted>
        <Field
          required
          label={t('common.name')}
          value={name}
          onChange={event => setName(event.target.value)}
          error={wrong !== undefined}
          helperText={wrong ?? t('workloads.nameHelp')}
          inputProps={{ spellCheck: false }}
          sx={{ mt: 1 }}
        />
        <SourceFields form={form} entity={application.entityRef} />
        <ErrorNote error={error} />
      </Stack>
    </DialogBody>
  );
}
