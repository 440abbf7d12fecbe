import { Field } from '../ui/Field';
import type {
  ReleaseSummary,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { applicationQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { DialogBody, DialogFrame } from '../ui/DialogFrame';
import { EmptyNote } from '../ui/EmptyNote';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Stack } from '../ui/Surface';
import { monospace, Muted } from '../ui/Text';
import { changedImages, openImagesOf } from './openImages';
import { PlainButton } from '../ui/PlainButton';

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
    <DialogBody
      onSubmit={() => props.onPlan(changedImages(before, after))}
      actions={
        <>
          <PlainButton onClick={props.onClose}>Cancel</PlainButton>
          <PlainButton type="submit" variant="contained">
            Plan for {props.environment}
          </PlainButton>
        </>
      }
    >
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
            <Field
              key={`${open.workload}/${open.container}`}
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
    </DialogBody>
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
  const { application } = props;
  const answer = useTutti(applicationQuestion, [application]);
  return (
    <DialogFrame
      title={`Change images in ${props.environment}`}
      onClose={props.onClose}
    >
      <Loaded
        answer={answer}
        what="application"
        skeleton={<Skeletons count={3} height={40} />}
      >
        {({ workloads }) => <ImagesForm {...props} workloads={workloads} />}
      </Loaded>
    </DialogFrame>
  );
}
