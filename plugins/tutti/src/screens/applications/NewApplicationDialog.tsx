import { useAppNavigate } from '@backstage/frontend-plugin-api';
import Autocomplete from '@mui/material/Autocomplete';
import { useTuttiLinks } from '../../routes';
import { AllowedButton } from '../../ui/AllowedButton';
import { DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { Field } from '../../ui/Field';
import { PlainButton } from '../../ui/PlainButton';
import { ProblemList } from '../../ui/ProblemList';
import { ScoreEditor } from '../../ui/ScoreEditor';
import { Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { useNewApplication } from './useNewApplication';
import { ErrorNote } from '../../ui/ErrorNote';

/** Makes an application; with `adopt`, from a Score file that becomes its first workload. */
export function NewApplicationDialog(props: {
  adopt: boolean;
  owners: string[];
  onClose(): void;
}) {
  const { adopt, owners, onClose } = props;
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const form = useNewApplication({
    adopt,
    onDone: name => navigate(links.application(name)),
  });
  return (
    <DialogFrame
      title={adopt ? 'Adopt a Score file' : 'New application'}
      wide={adopt}
      onClose={onClose}
    >
      <DialogBody
        onSubmit={() => void form.submit()}
        actions={
          <>
            <PlainButton onClick={onClose}>Cancel</PlainButton>
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={form.pending}
              allowed={form.allowed}
            >
              {form.pending ? 'Creating…' : 'Create application'}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2.5 }}>
          {adopt ? (
            <ScoreEditor
              value={form.score}
              onChange={form.setScore}
              problems={form.problems}
              height={280}
            />
          ) : (
            <Muted>
              An application is a set of workloads that share environments and
              are deployed together.
            </Muted>
          )}
          <Field
            label="Title"
            value={form.title}
            onChange={event => form.setTitle(event.target.value)}
            placeholder="Online shop"
          />
          <Field
            required
            label="Name"
            value={form.name}
            onChange={event => form.setName(event.target.value)}
            error={form.nameProblem !== undefined}
            helperText={
              form.nameProblem ?? 'Part of addresses; it cannot change later.'
            }
          />
          <Autocomplete
            freeSolo
            size="small"
            options={owners}
            inputValue={form.owner}
            onInputChange={(_, value) => form.setOwner(value)}
            renderInput={params => (
              <Field
                {...params}
                label="Owner"
                placeholder="group:default/team-a"
                helperText="The group or person who may deploy it."
              />
            )}
          />
          {!adopt && form.problems.length > 0 && (
            <ProblemList problems={form.problems} />
          )}
          <ErrorNote error={form.error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
