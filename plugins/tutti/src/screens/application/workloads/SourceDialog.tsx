import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type {
  Application,
  Workload,
  WorkloadInput,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { CancelButton, DialogBody } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { PlainButton } from '../../../ui/PlainButton';
import { Grow, Row, Stack } from '../../../ui/Surface';
import { Muted, SectionTitle } from '../../../ui/Text';
import { editableHere } from './editable';
import { SourceFacts } from './SourceFacts';
import { SourceFields } from './SourceFields';
import { useSourceForm } from './useSourceForm';

/** Where a workload's text is read, and the ways to another place. */
export function SourceDialog(props: {
  application: Application;
  workload: Workload;
  onClose(): void;
  /** The source, or what is known of it, is another one now. */
  onChanged(): void;
}) {
  const t = useT();
  const { application, workload, onClose, onChanged } = props;
  const { name, source } = workload;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const looking = useDoing();
  const saving = useDoing();
  const [keeping, setKeeping] = useState(false);
  const form = useSourceForm(
    source.kind === 'repository' ? source.from : undefined,
    application.entityRef,
  );
  const editable = editableHere(t, application, workload);
  const declared = source.kind === 'declared' && application.declared;
  const look = () =>
    looking.run(async () => {
      await api.refreshWorkload(application.name, name);
      onChanged();
    });
  const put = async (input: WorkloadInput) => {
    await api.putWorkload(application.name, name, input);
    toast.post({ title: t('workloads.sourceSaved', { name }), timeout: 6000 });
    onChanged();
  };
  const follow = async () => {
    if (await saving.run(() => put({ source: form.input }))) onClose();
  };
  const notChanged = source.kind === 'repository' && !form.changed;
  const saveAllowed = form.allowed.allowed ? editable.allowed : form.allowed;
  return (
    <>
      <DialogBody
        changed={form.changed && !saving.doing}
        actions={
          <>
            {source.kind === 'repository' && (
              <PlainButton onClick={() => void look()}>
                {t(looking.doing ? 'workloads.looking' : 'workloads.lookNow')}
              </PlainButton>
            )}
            {source.kind === 'repository' && (
              <AllowedButton {...editable} onClick={() => setKeeping(true)}>
                {t('workloads.keepHere')}
              </AllowedButton>
            )}
            <Grow />
            <CancelButton>{t('common.close')}</CancelButton>
            {!declared && (
              <AllowedButton
                variant="contained"
                disableElevation
                pending={saving.doing}
                allowed={
                  notChanged
                    ? {
                        allowed: false,
                        reason: t('application.nothingChanged'),
                      }
                    : saveAllowed
                }
                right={form.allowed.allowed ? editable.right : undefined}
                onClick={() => void follow()}
              >
                {t(saving.doing ? 'common.saving' : 'workloads.follow')}
              </AllowedButton>
            )}
          </>
        }
      >
        <Stack>
          <SourceFacts workload={workload} />
          <ErrorNote error={looking.error} what={t('workloads.notLooked')} />
          {declared ? (
            <Muted>{t('workloads.declaredIn', { file: source.url })}</Muted>
          ) : (
            <>
              <Row sx={{ mt: 1 }}>
                <SectionTitle>
                  {t(
                    source.kind === 'repository'
                      ? 'workloads.followAnother'
                      : 'workloads.followOne',
                  )}
                </SectionTitle>
              </Row>
              {source.kind === 'managed' && (
                <Muted>{t('workloads.followText')}</Muted>
              )}
              <SourceFields form={form} entity={application.entityRef} />
            </>
          )}
          <ErrorNote error={saving.error} />
        </Stack>
      </DialogBody>
      {keeping && (
        <ConfirmDialog
          title={t('workloads.keepHereQuestion', { name })}
          verb={t('workloads.keepHereVerb')}
          onClose={() => setKeeping(false)}
          onConfirm={() =>
            put({ score: workload.score, source: { kind: 'managed' } })
          }
        >
          {t('workloads.keepHereText', { version: String(workload.version) })}
        </ConfirmDialog>
      )}
    </>
  );
}
