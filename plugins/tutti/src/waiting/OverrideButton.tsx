import { useApi } from '@backstage/frontend-plugin-api';
import type { Allowed, Deployment } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { ReasonDialog } from '../ui/ReasonDialog';

/** Starts what a freeze window keeps back; its reason is recorded. */
export function OverrideButton(props: {
  deployment: Pick<Deployment, 'id' | 'application' | 'environment'>;
  /** Which one: `Online shop to production #12`. */
  title: string;
  /** Absent: the server decides. */
  allowed?: Allowed | undefined;
  onOverridden(): void;
}) {
  const t = useT();
  const { deployment, title, allowed, onOverridden } = props;
  const { id, application, environment } = deployment;
  const api = useApi(tuttiApiRef);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <AllowedButton
        size="small"
        variant="outlined"
        allowed={allowed}
        right={{ application, environment, verb: 'override' }}
        onClick={() => setAsking(true)}
      >
        {t('waiting.override')}
      </AllowedButton>
      {asking && (
        <ReasonDialog
          title={t('waiting.overrideTitle', { what: title })}
          verb={t('waiting.overrideVerb')}
          label={t('waiting.reason')}
          onClose={() => setAsking(false)}
          onConfirm={async reason => {
            await api.overrideWindow(id, reason);
            onOverridden();
          }}
        >
          {t('waiting.overrideText')}
        </ReasonDialog>
      )}
    </>
  );
}
