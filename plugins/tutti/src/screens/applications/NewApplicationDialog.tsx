import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useNavigate } from 'react-router-dom';
import { useTuttiLinks } from '../../routes';
import { AllowedButton } from '../../ui/AllowedButton';
import { ProblemList } from '../../ui/ProblemList';
import { ScoreEditor } from '../../ui/ScoreEditor';
import { Stack } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { useNewApplication } from './useNewApplication';

/** Makes an application; with `adopt`, from a Score file that becomes its first workload. */
export function NewApplicationDialog(props: {
  adopt: boolean;
  owners: string[];
  onClose(): void;
}) {
  const { adopt, owners, onClose } = props;
  const links = useTuttiLinks();
  const navigate = useNavigate();
  const form = useNewApplication({
    adopt,
    onDone: name => navigate(links.application(name)),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth={adopt ? 'md' : 'sm'}
      aria-labelledby="tutti-new-application"
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <DialogTitle id="tutti-new-application" sx={{ fontSize: 18 }}>
          {adopt ? 'Adopt a Score file' : 'New application'}
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2.5, pt: 1 }}>
            {adopt ? (
              <ScoreEditor
                value={form.score}
                onChange={form.setScore}
                problems={form.problems}
                height={300}
              />
            ) : (
              <Muted>
                An application is a set of workloads that share environments and
                are deployed together.
              </Muted>
            )}
            <TextField
              autoFocus={!adopt}
              label="Title"
              value={form.title}
              onChange={event => form.setTitle(event.target.value)}
              placeholder="Online shop"
            />
            <TextField
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
              options={owners}
              inputValue={form.owner}
              onInputChange={(_, value) => form.setOwner(value)}
              renderInput={params => (
                <TextField
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
            {form.error && (
              <Alert severity="error" variant="outlined">
                {form.error}
              </Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} sx={{ textTransform: 'none' }}>
            Cancel
          </Button>
          <AllowedButton
            type="submit"
            variant="contained"
            pending={form.pending}
            allowed={
              form.ready
                ? { allowed: true }
                : {
                    allowed: false,
                    reason: adopt
                      ? 'Give a Score file with metadata.name, and a name.'
                      : 'Give it a name first.',
                  }
            }
          >
            {form.pending ? 'Creating…' : 'Create application'}
          </AllowedButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
