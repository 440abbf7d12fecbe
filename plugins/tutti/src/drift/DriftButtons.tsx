import type { Allowed, DriftDecision } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { Row } from '../ui/Surface';
import { DriftDialog } from './DriftDialog';

const CHOICES = [
  { how: 'repair', word: 'drift.repair', label: 'drift.repairOf' },
  { how: 'accept', word: 'drift.accept', label: 'drift.acceptOf' },
  { how: 'ignore', word: 'drift.ignore', label: 'drift.ignoreOf' },
] as const satisfies {
  how: DriftDecision['how'];
  word: string;
  label: string;
}[];

/** What people can do about drift: put it back, leave it, or never hear of it again. */
export function DriftButtons(props: {
  what: string;
  of: Pick<DriftDecision, 'findings' | 'cause'>;
  environments: number;
  /** Absent: each environment says so when it is asked. */
  allowed?: Record<DriftDecision['how'], Allowed>;
  onChanged(): void;
}) {
  const t = useT();
  const { what, of, environments, allowed, onChanged } = props;
  const [how, setHow] = useState<DriftDecision['how']>();
  return (
    <Row sx={{ gap: 1 }}>
      {CHOICES.map(choice => (
        <AllowedButton
          key={choice.how}
          size="small"
          variant={choice.how === 'repair' ? 'outlined' : 'text'}
          aria-label={t(choice.label, { what })}
          {...(allowed && { allowed: allowed[choice.how] })}
          onClick={() => setHow(choice.how)}
        >
          {t(choice.word)}
        </AllowedButton>
      ))}
      {how && (
        <DriftDialog
          how={how}
          what={what}
          of={of}
          environments={environments}
          onChanged={onChanged}
          onClose={() => setHow(undefined)}
        />
      )}
    </Row>
  );
}
