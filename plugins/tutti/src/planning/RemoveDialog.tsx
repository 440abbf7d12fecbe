import { useApi, useAppNavigate } from '@backstage/frontend-plugin-api';
import { tuttiApiRef } from '../api';
import { RESOURCES_AT_ONCE, resourcesQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { ConfirmDialog } from '../ui/ConfirmDialog';

/** What is lost with an environment in which nothing runs. What was kept on purpose is named. */
export function RemoveDialog(props: {
  application: string;
  environment: string;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, onClose } = props;
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const answer = useTutti(resourcesQuestion, [
    application,
    environment,
    '',
    String(RESOURCES_AT_ONCE),
  ]);
  const retained = answer.data?.items ?? [];
  return (
    <ConfirmDialog
      title={t('environments.removeTitle', { environment })}
      verb={t('environments.removeVerb', { environment })}
      {...(retained.length > 0 && { typed: environment })}
      onClose={onClose}
      onConfirm={async () => {
        await api.removeEnvironment(application, environment, {
          leaveRetained: retained.length > 0,
        });
        navigate(links.application(application));
      }}
    >
      <p>{t('environments.removeText')}</p>
      {retained.length > 0 && (
        <p>
          {t('environments.retained', {
            names: [
              ...retained.map(({ address }) => address),
              ...(answer.data?.hasMore ? ['…'] : []),
            ].join(', '),
          })}
        </p>
      )}
    </ConfirmDialog>
  );
}
