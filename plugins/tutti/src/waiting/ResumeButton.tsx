import { useApi } from '@backstage/frontend-plugin-api';
import type { Allowed, Hold } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { Author } from '../ui/Author';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { TimeAgo } from '../ui/TimeAgo';

/** Why automation is on hold, once more, before a person ends it. */
export function ResumeDialog(props: {
  application: string;
  environment: string;
  hold: Hold;
  onResumed(): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, hold, onResumed, onClose } = props;
  const api = useApi(tuttiApiRef);
  return (
    <ConfirmDialog
      title={t('waiting.resumeTitle', { environment })}
      verb={t('waiting.resume')}
      color="primary"
      onClose={onClose}
      onConfirm={async () => {
        await api.resumeAutomation(application, environment);
        onResumed();
      }}
    >
      {t('waiting.resumeText', {
        ago: <TimeAgo at={hold.since} />,
        who: <Author by={hold.by} plain />,
        reason: hold.reason,
      })}
    </ConfirmDialog>
  );
}

/** Ends a hold on automation. */
export function ResumeButton(props: {
  application: string;
  environment: string;
  hold: Hold;
  /** Absent: the server decides. */
  allowed?: Allowed | undefined;
  onResumed(): void;
}) {
  const t = useT();
  const { allowed, ...rest } = props;
  const { application, environment } = rest;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <AllowedButton
        size="small"
        variant="outlined"
        allowed={allowed}
        right={{ application, environment, verb: 'deploy' }}
        aria-label={t('waiting.resumeLabel', { environment })}
        onClick={() => setAsking(true)}
      >
        {t('waiting.resume')}
      </AllowedButton>
      {asking && <ResumeDialog {...rest} onClose={() => setAsking(false)} />}
    </>
  );
}
