import type { Allowed, PlanView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { ActionBar } from '../../ui/ActionBar';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { LinkButton } from '../../ui/PlainButton';
import { Muted } from '../../ui/Text';
import { whatGoes } from './whatGoes';

/** The last word before everything goes; the environment's name is written where data is lost. */
export function DestroyDecision(props: {
  view: PlanView;
  allowed: Allowed;
  pending: boolean;
  error?: Error;
  onDestroy(): Promise<unknown>;
}) {
  const t = useT();
  const { view, allowed, pending, error, onDestroy } = props;
  const { application, environment } = view;
  const links = useTuttiLinks();
  const [asking, setAsking] = useState(false);
  const verb = t('environments.destroyTitle', { environment });
  const goes = whatGoes(view.plan);
  const list = (names: string[]) => names.join(', ');
  return (
    <ActionBar>
      {error ? (
        <ErrorNote error={error} sx={{ flex: '1 1 320px' }} />
      ) : (
        <Muted role="status" sx={{ flex: '1 1 200px' }}>
          {allowed.allowed ? '' : allowed.reason}
        </Muted>
      )}
      <LinkButton to={links.environment(application, environment)}>
        {t('plan.discard')}
      </LinkButton>
      <AllowedButton
        variant="contained"
        color="error"
        disableElevation
        allowed={allowed}
        right={
          view.allowed.allowed
            ? undefined
            : { application, environment, verb: 'destroy' }
        }
        pending={pending}
        onClick={() => setAsking(true)}
      >
        {verb}
      </AllowedButton>
      {asking && (
        <ConfirmDialog
          title={`${verb}?`}
          verb={verb}
          {...(goes.losing.length > 0 && { typed: environment })}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await onDestroy();
          }}
        >
          <p>
            {t('environments.goes', {
              workloads: String(goes.workloads),
              resources: String(goes.resources),
              objects: String(goes.objects),
            })}
          </p>
          {goes.losing.length > 0 && (
            <p>{t('environments.loses', { names: list(goes.losing) })}</p>
          )}
          {goes.staying.length > 0 && (
            <p>{t('environments.stays', { names: list(goes.staying) })}</p>
          )}
          <p>{t('environments.keepsHistory')}</p>
        </ConfirmDialog>
      )}
    </ActionBar>
  );
}
