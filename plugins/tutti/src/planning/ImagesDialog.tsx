import { useT } from '../translation';
import { Field } from '../ui/Field';
import type {
  ReleaseSummary,
  WorkloadSummary,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { applicationQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
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
  const t = useT();
  const [before] = useState(() => openImagesOf(props.workloads, props.release));
  const [after, setAfter] = useState(before);
  return (
    <DialogBody
      changed={after !== before}
      onSubmit={() => props.onPlan(changedImages(before, after))}
      actions={
        <>
          <CancelButton />
          <PlainButton type="submit" variant="contained">
            {t('planning.planFor', { environment: props.environment })}
          </PlainButton>
        </>
      }
    >
      {before.length === 0 ? (
        <EmptyNote title={t('planning.noOpenImage')}>
          {t('planning.noOpenImageText')}
        </EmptyNote>
      ) : (
        <Stack sx={{ gap: 2.5 }}>
          <Muted>{t('planning.openImages')}</Muted>
          {after.map((open, index) => (
            <Field
              key={`${open.workload}/${open.container}`}
              label={
                open.workload === open.container
                  ? open.workload
                  : t('planning.containerOf', {
                      workload: open.workload,
                      container: open.container,
                    })
              }
              placeholder={t('planning.imageExample')}
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
  const t = useT();
  const { application } = props;
  const answer = useTutti(applicationQuestion, [application]);
  return (
    <DialogFrame
      title={t('planning.changeImagesIn', {
        environment: props.environment,
      })}
      onClose={props.onClose}
    >
      <Loaded
        answer={answer}
        what={t('planning.application')}
        skeleton={<Skeletons count={3} height={40} />}
      >
        {({ workloads }) => <ImagesForm {...props} workloads={workloads} />}
      </Loaded>
    </DialogFrame>
  );
}
