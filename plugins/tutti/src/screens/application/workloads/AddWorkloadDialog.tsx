import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { drafts } from '../../../editor';
import { useT } from '../../../translation';
import { DialogFrame } from '../../../ui/DialogFrame';
import { AddByRepository } from './AddByRepository';
import { AddByText } from './AddByText';
import { draftKey } from './useScoreText';

/** A new workload: its text is written here, or read in a repository. */
export function AddWorkloadDialog(props: {
  application: Application;
  onClose(): void;
  onAdded(): void;
}) {
  const t = useT();
  const { application, onClose, onAdded } = props;
  const [kind, setKind] = useState<'text' | 'repository'>('text');
  const choice = (
    <ToggleButtonGroup
      size="small"
      exclusive
      value={kind}
      onChange={(_, value: typeof kind | null) => value && setKind(value)}
      aria-label={t('workloads.whereKept')}
      sx={{ '& button': { textTransform: 'none', py: 0.5, px: 1.5 } }}
    >
      <ToggleButton value="text">{t('workloads.writeHere')}</ToggleButton>
      <ToggleButton value="repository">
        {t('workloads.inRepository')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
  const Body = kind === 'text' ? AddByText : AddByRepository;
  return (
    <DialogFrame
      title={t('application.addWorkloadTo', {
        application: application.title,
      })}
      wide="very"
      onClose={onClose}
      onDiscard={() => drafts.forget(draftKey(application.name))}
    >
      <Body application={application} choice={choice} onAdded={onAdded} />
    </DialogFrame>
  );
}
