import type { ReactNode } from 'react';
import { Allowed, Application, nameProblem } from '@tutti/plugin-tutti-common';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { offersQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { WorkloadEditor } from '../../../editor';
import { CancelButton, DialogBody } from '../../../ui/DialogFrame';
import { Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { workloadNameOf } from '../../applications/newApplication';
import { useScoreText } from './useScoreText';
import { ErrorNote } from '../../../ui/ErrorNote';

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

/** The name to check a text under, once it can be one. */
function checkedName(text: string): string | undefined {
  const name = workloadNameOf(text);
  return name !== undefined && nameProblem('workload', name) === undefined
    ? name
    : undefined;
}

/** A new workload from a Score text, which says its own name. */
export function AddByText(props: {
  application: Application;
  /** The way to the other kind. */
  choice: ReactNode;
  onAdded(): void;
}) {
  const t = useT();
  const { application, choice, onAdded } = props;
  const offers = useTutti(offersQuestion, [application.name]);
  const draft = useScoreText({
    application: application.name,
    initial: STARTER,
    known: [],
    nameOf: checkedName,
  });
  const name = workloadNameOf(draft.text);
  const taken = application.workloads.some(each => each.name === name);
  const allowed = ((): Allowed | undefined => {
    if (!name)
      return { allowed: false, reason: t('application.needsMetadataName') };
    const wrong = nameProblem('workload', name);
    if (wrong) return { allowed: false, reason: wrong };
    if (taken) {
      return {
        allowed: false,
        reason: t('application.workloadTaken', {
          application: application.title,
          name,
        }),
      };
    }
    return application.allowed.update;
  })();
  const add = async () => {
    if (!name) return;
    const saved = await draft.save(name);
    if (saved && saved.problems.length === 0) onAdded();
  };
  return (
    <DialogBody
      changed={draft.changed}
      actions={
        <>
          <CancelButton />
          <AllowedButton
            variant="contained"
            pending={draft.saving}
            allowed={allowed}
            onClick={() => void add()}
          >
            {name
              ? t('application.addNamed', { name })
              : t('application.addWorkload')}
          </AllowedButton>
        </>
      }
    >
      <Stack>
        {choice}
        <Muted>{t('application.writeScore')}</Muted>
        <WorkloadEditor
          draft={draft}
          problems={draft.problems}
          unchecked={draft.unchecked}
          height={360}
          offers={offers.data?.items}
        />
        <ErrorNote error={draft.error} />
      </Stack>
    </DialogBody>
  );
}
