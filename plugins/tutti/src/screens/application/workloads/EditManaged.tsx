import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { Application, Workload } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { offersQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { WorkloadEditor } from '../../../editor';
import { useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { PlainButton } from '../../../ui/PlainButton';
import { Grow, Row, Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { RemoveWorkload } from './RemoveWorkload';
import type { WorkloadPart } from './useOpenedWorkload';
import { useScoreText } from './useScoreText';

/** The Score text that is kept here. */
export function EditManaged(props: {
  application: Application;
  workload: Workload;
  editorHeight: number;
  /** Another dialog about the same workload. */
  onPart(part: WorkloadPart): void;
  onClose(): void;
  onChanged(): void;
}) {
  const t = useT();
  const { application, workload, editorHeight, onClose, onChanged } = props;
  const toast = useApi(coreApis.toast);
  const [removing, setRemoving] = useState(false);
  const offers = useTutti(offersQuestion, [application.name]);
  const draft = useScoreText({
    application: application.name,
    workload: workload.name,
    initial: workload.score,
    known: workload.problems,
    nameOf: () => workload.name,
  });
  const save = async () => {
    const saved = await draft.save(workload.name);
    if (!saved) return;
    onChanged();
    if (saved.problems.length > 0) return;
    toast.post({
      title: t('application.workloadSaved', { workload: workload.name }),
      timeout: 6000,
    });
    onClose();
  };
  return (
    <>
      <DialogBody
        changed={draft.changed}
        actions={
          <>
            <AllowedButton
              color="error"
              allowed={application.allowed.update}
              right={{ application: application.name, verb: 'update' }}
              onClick={() => setRemoving(true)}
            >
              {t('application.removeWorkload')}
            </AllowedButton>
            <Grow />
            <CancelButton />
            <AllowedButton
              variant="contained"
              pending={draft.saving}
              allowed={
                draft.changed
                  ? application.allowed.update
                  : { allowed: false, reason: t('application.nothingChanged') }
              }
              right={
                draft.changed
                  ? { application: application.name, verb: 'update' }
                  : undefined
              }
              onClick={() => void save()}
            >
              {t(draft.saving ? 'common.saving' : 'common.save')}
            </AllowedButton>
          </>
        }
      >
        <Stack>
          <Row>
            <Muted>
              {t('application.workloadVersion', {
                version: String(workload.version),
                ago: <TimeAgo at={workload.updatedAt} />,
                who: <Author by={workload.updatedBy} />,
              })}
            </Muted>
            <PlainButton size="small" onClick={() => props.onPart('versions')}>
              {t('workloads.allVersions')}
            </PlainButton>
          </Row>
          <WorkloadEditor
            draft={draft}
            problems={draft.problems}
            unchecked={draft.unchecked}
            height={editorHeight}
            offers={offers.data?.items}
          />
          <ErrorNote error={draft.error} />
        </Stack>
      </DialogBody>
      {removing && (
        <RemoveWorkload
          application={application}
          workload={workload}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            onChanged();
            onClose();
          }}
        />
      )}
    </>
  );
}
