import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import type {
  ReleaseSummary,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { applicationQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { EmptyNote } from '../ui/EmptyNote';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Stack } from '../ui/Surface';
import { monospace, Muted } from '../ui/Text';
import { changedImages, openImagesOf } from './openImages';

type Images = Record<string, Record<string, string>>;

function ImagesForm(props: {
  workloads: WorkloadSummary[];
  release?: ReleaseSummary;
  environment: string;
  onPlan(images: Images): void;
  onClose(): void;
}) {
  const [before] = useState(() => openImagesOf(props.workloads, props.release));
  const [after, setAfter] = useState(before);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        props.onPlan(changedImages(before, after));
      }}
    >
      <DialogContent>
        {before.length === 0 ? (
          <EmptyNote title="Every image stands in its Score file">
            Only containers that say “image: .” take their image from the
            deployment.
          </EmptyNote>
        ) : (
          <Stack sx={{ gap: 2.5 }}>
            <Muted>
              For containers that say “image: .” in their Score file. What you
              leave as it is stays.
            </Muted>
            {after.map((open, index) => (
              <TextField
                key={`${open.workload}/${open.container}`}
                size="small"
                label={
                  open.workload === open.container
                    ? open.workload
                    : `${open.workload}, container ${open.container}`
                }
                placeholder="registry.example/team/image:1.0.0"
                value={open.image}
                onChange={event =>
                  setAfter(
                    after.map((each, at) =>
                      at === index
                        ? { ...each, image: event.target.value }
                        : each,
                    ),
                  )
                }
                InputLabelProps={{ shrink: true }}
                inputProps={{ spellCheck: false }}
                sx={{ '& input': { fontFamily: monospace, fontSize: 13 } }}
              />
            ))}
          </Stack>
        )}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={props.onClose} sx={{ textTransform: 'none' }}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant="contained"
          sx={{ textTransform: 'none' }}
        >
          Plan for {props.environment}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Other images for containers that leave theirs open; ends in a new plan. */
export function ImagesDialog(props: {
  application: string;
  environment: string;
  /** The release to start from: what runs there, or what was planned. */
  release?: ReleaseSummary;
  onPlan(images: Images): void;
  onClose(): void;
}) {
  const { application, onClose } = props;
  const answer = useTutti(applicationQuestion, [application]);
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby="tutti-images"
    >
      <DialogTitle id="tutti-images" sx={{ fontSize: 18, pb: 1 }}>
        Change images in {props.environment}
      </DialogTitle>
      <Loaded
        answer={answer}
        what="application"
        skeleton={<Skeletons count={3} height={40} />}
      >
        {({ workloads }) => <ImagesForm {...props} workloads={workloads} />}
      </Loaded>
    </Dialog>
  );
}
