import { useApi } from '@backstage/frontend-plugin-api';
import { tuttiApiRef } from '../api';
import { useT } from '../translation';
import { ReasonDialog } from '../ui/ReasonDialog';

/** Keeps automation out of an environment, with a reason that everybody sees. */
export function HoldDialog(props: {
  application: string;
  environment: string;
  onHeld(): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, onHeld, onClose } = props;
  const api = useApi(tuttiApiRef);
  return (
    <ReasonDialog
      title={t('verbs.holdTitle', { environment })}
      verb={t('verbs.holdVerb')}
      label={t('verbs.holdReason')}
      onClose={onClose}
      onConfirm={async reason => {
        await api.holdAutomation(application, environment, reason);
        onHeld();
      }}
    >
      {t('verbs.holdText')}
    </ReasonDialog>
  );
}
