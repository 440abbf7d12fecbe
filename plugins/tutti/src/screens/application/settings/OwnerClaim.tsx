import { useApi } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import type { Application } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../../../api';
import { messageOf } from '../../../data/apiErrors';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { EntityLink } from '../../../ui/EntityLink';

const CLAIMS = {
  catalog: 'application.claimCatalog',
  files: 'application.claimFiles',
} as const;

/** Another owner that somebody names: it changes nothing until one of theirs confirms. */
export function OwnerClaim(props: {
  application: Application;
  refresh(): void;
}) {
  const t = useT();
  const { application, refresh } = props;
  const { name, claim, allowed } = application;
  const api = useApi(tuttiApiRef);
  const { doing, error, run } = useDoing();
  if (!claim) {
    return null;
  }
  return (
    <Alert
      severity={error ? 'error' : 'info'}
      variant="outlined"
      sx={{ mt: 1.5 }}
      action={
        <AllowedButton
          size="small"
          allowed={allowed.confirmOwner}
          pending={doing}
          onClick={async () => {
            if (await run(() => api.changeOwner(name, claim.owner))) refresh();
          }}
        >
          {t('application.confirm')}
        </AllowedButton>
      }
    >
      {t(CLAIMS[claim.by], { owner: <EntityLink entityRef={claim.owner} /> })}
      {error && ` ${messageOf(t, error)}`}
    </Alert>
  );
}
