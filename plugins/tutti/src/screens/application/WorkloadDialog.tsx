import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { Application, Workload } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { workloadQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { EntityLink } from '../../ui/EntityLink';
import { Loaded } from '../../ui/Loaded';
import { SourceNote } from '../../ui/SourceNote';
import { ScoreEditor } from '../../ui/ScoreEditor';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { useScoreText } from './useScoreText';
import { PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

const EDITOR_HEIGHT = 420;

function ReadOnly(props: { workload: Workload; onClose(): void }) {
  const { workload, onClose } = props;
  return (
    <DialogBody actions={<PlainButton onClick={onClose}>Close</PlainButton>}>
      <Stack>
        <Muted>
          It is edited where it is kept:{' '}
          <SourceNote source={workload.source} full />
        </Muted>
        <ScoreEditor
          value={workload.score}
          problems={workload.problems}
          height={EDITOR_HEIGHT}
        />
      </Stack>
    </DialogBody>
  );
}

function Editing(props: {
  application: Application;
  workload: Workload;
  onClose(): void;
  onChanged(): void;
}) {
  const { application, workload, onClose, onChanged } = props;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const [removing, setRemoving] = useState(false);
  const draft = useScoreText(workload.score, workload.problems);
  const save = async () => {
    const saved = await draft.save(application.name, workload.name);
    if (!saved) return;
    onChanged();
    if (saved.problems.length > 0) return;
    toast.post({
      title: `${workload.name} is saved. It runs with the next deployment.`,
      timeout: 6000,
    });
    onClose();
  };
  return (
    <>
      <DialogBody
        actions={
          <>
            <AllowedButton
              color="error"
              allowed={application.allowed.update}
              right={{ application: application.name, verb: 'update' }}
              onClick={() => setRemoving(true)}
            >
              Remove…
            </AllowedButton>
            <Grow />
            <PlainButton onClick={onClose}>Cancel</PlainButton>
            <AllowedButton
              variant="contained"
              pending={draft.saving}
              allowed={
                draft.changed
                  ? application.allowed.update
                  : { allowed: false, reason: 'Nothing was changed.' }
              }
              right={
                draft.changed
                  ? { application: application.name, verb: 'update' }
                  : undefined
              }
              onClick={() => void save()}
            >
              {draft.saving ? 'Saving…' : 'Save'}
            </AllowedButton>
          </>
        }
      >
        <Stack>
          <Muted>
            Version {workload.version}, <TimeAgo at={workload.updatedAt} /> by{' '}
            <EntityLink entityRef={workload.updatedBy} kind="user" />
          </Muted>
          <ScoreEditor
            value={draft.text}
            onChange={draft.setText}
            problems={draft.problems}
            height={EDITOR_HEIGHT}
          />
          {draft.outdated && (
            <Muted>The lines are those of the text that was saved last.</Muted>
          )}
          <ErrorNote error={draft.error} />
        </Stack>
      </DialogBody>
      {removing && (
        <ConfirmDialog
          title={`Remove ${workload.name} from ${application.title}?`}
          verb={`Remove ${workload.name}`}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await api.removeWorkload(application.name, workload.name);
            onChanged();
            onClose();
          }}
        >
          Its Score text goes now. What runs stays until the next deployment of
          each environment, whose plan will show what is removed.
        </ConfirmDialog>
      )}
    </>
  );
}

/** The Score text of one workload: to edit where Tutti keeps it, to read otherwise. */
export function WorkloadDialog(props: {
  application: Application;
  workload: string;
  onClose(): void;
  onChanged(): void;
}) {
  const { application, workload, onClose } = props;
  const answer = useTutti(workloadQuestion, [application.name, workload]);
  return (
    <DialogFrame title={`Score file of ${workload}`} wide onClose={onClose}>
      <Loaded
        answer={answer}
        what="Score file"
        skeleton={<Skeletons count={1} height={EDITOR_HEIGHT} />}
      >
        {data =>
          data.source.kind === 'managed' ? (
            <Editing key={data.version} {...props} workload={data} />
          ) : (
            <ReadOnly workload={data} onClose={onClose} />
          )
        }
      </Loaded>
    </DialogFrame>
  );
}
