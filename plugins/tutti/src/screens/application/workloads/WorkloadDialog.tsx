import type { Application, Workload } from '@tutti/plugin-tutti-common';
import { workloadQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { drafts, ScoreEditor } from '../../../editor';
import { useT } from '../../../translation';
import { DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { Loaded } from '../../../ui/Loaded';
import { PlainButton } from '../../../ui/PlainButton';
import { Skeletons } from '../../../ui/Skeletons';
import { Grow, Stack } from '../../../ui/Surface';
import { EditManaged } from './EditManaged';
import { SourceDialog } from './SourceDialog';
import { SourceFacts } from './SourceFacts';
import type { WorkloadPart } from './useOpenedWorkload';
import { draftKey } from './useScoreText';
import { VersionsDialog } from './VersionsDialog';

const EDITOR_HEIGHT = 420;

/** A text that is edited somewhere else, with the way there. */
function ReadOnly(props: {
  workload: Workload;
  onPart(part: WorkloadPart): void;
  onClose(): void;
}) {
  const t = useT();
  const { workload, onPart, onClose } = props;
  return (
    <DialogBody
      actions={
        <>
          <PlainButton onClick={() => onPart('source')}>
            {t('workloads.sourceMore')}
          </PlainButton>
          <PlainButton onClick={() => onPart('versions')}>
            {t('workloads.allVersions')}
          </PlainButton>
          <Grow />
          <PlainButton onClick={onClose}>{t('common.close')}</PlainButton>
        </>
      }
    >
      <Stack>
        <SourceFacts workload={workload} />
        <ScoreEditor
          value={workload.score}
          problems={workload.problems}
          height={EDITOR_HEIGHT}
        />
      </Stack>
    </DialogBody>
  );
}

const TITLES = {
  score: 'application.scoreFileOf',
  versions: 'workloads.versionsTitle',
  source: 'workloads.sourceTitle',
} as const;

/** One workload: its Score text, where it comes from, the texts that it had. */
export function WorkloadDialog(props: {
  application: Application;
  workload: string;
  part: keyof typeof TITLES;
  onPart(part: WorkloadPart): void;
  onClose(): void;
  onChanged(): void;
}) {
  const t = useT();
  const { application, workload, part, onPart, onClose, onChanged } = props;
  const answer = useTutti(workloadQuestion, [application.name, workload]);
  const changed = () => {
    answer.refresh();
    onChanged();
  };
  const content = (data: Workload) => {
    const about = { application, workload: data, onClose };
    switch (part) {
      case 'versions':
        return <VersionsDialog {...about} onRestored={changed} />;
      case 'source':
        return (
          <SourceDialog
            {...about}
            key={JSON.stringify(data.source)}
            onChanged={changed}
          />
        );
      default:
        return data.source.kind === 'managed' ? (
          <EditManaged
            {...about}
            key={data.version}
            editorHeight={EDITOR_HEIGHT}
            onPart={onPart}
            onChanged={onChanged}
          />
        ) : (
          <ReadOnly workload={data} onPart={onPart} onClose={onClose} />
        );
    }
  };
  return (
    <DialogFrame
      title={t(TITLES[part], { workload })}
      wide="very"
      onClose={onClose}
      onDiscard={() => drafts.forget(draftKey(application.name, workload))}
    >
      <Loaded
        answer={answer}
        what={t('common.scoreFile')}
        skeleton={<Skeletons count={1} height={EDITOR_HEIGHT} />}
      >
        {content}
      </Loaded>
    </DialogFrame>
  );
}
