import { Allowed, Application, nameProblem } from '@tutti/plugin-tutti-common';
import { AllowedButton } from '../../ui/AllowedButton';
import { DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { ScoreEditor } from '../../ui/ScoreEditor';
import { Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { workloadNameOf } from '../applications/newApplication';
import { useScoreText } from './useScoreText';
import { PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

const STARTER = `apiVersion: score.dev/v1b1
metadata:
  name: my-service
containers:
  main:
    image: .   # given when it is deployed
service:
  ports:
    http:
      port: 8080
`;

/** A new workload from a Score text, which is its own name. */
export function AddWorkloadDialog(props: {
  application: Application;
  onClose(): void;
  onAdded(): void;
}) {
  const { application, onClose, onAdded } = props;
  const draft = useScoreText(STARTER, []);
  const name = workloadNameOf(draft.text);
  const taken = application.workloads.some(each => each.name === name);
  const allowed = ((): Allowed | undefined => {
    if (!name) return { allowed: false, reason: 'Give it a metadata.name.' };
    const wrong = nameProblem('workload', name);
    if (wrong) return { allowed: false, reason: wrong };
    if (taken) {
      return {
        allowed: false,
        reason: `${application.title} already has a workload ${name}.`,
      };
    }
    return application.allowed.update;
  })();
  const add = async () => {
    if (!name) return;
    const saved = await draft.save(application.name, name);
    if (saved && saved.problems.length === 0) onAdded();
  };
  return (
    <DialogFrame
      title={`Add a workload to ${application.title}`}
      wide
      onClose={onClose}
    >
      <DialogBody
        actions={
          <>
            {' '}
            <PlainButton onClick={onClose}>Cancel</PlainButton>
            <AllowedButton
              variant="contained"
              pending={draft.saving}
              allowed={allowed}
              onClick={() => void add()}
            >
              {name ? `Add ${name}` : 'Add workload'}
            </AllowedButton>
          </>
        }
      >
        <Stack>
          <Muted>Write, paste or drop a Score file.</Muted>
          <ScoreEditor
            value={draft.text}
            onChange={draft.setText}
            problems={draft.problems}
            height={360}
          />
          <ErrorNote error={draft.error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
