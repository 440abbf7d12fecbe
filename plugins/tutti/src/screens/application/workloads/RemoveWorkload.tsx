import { useApi } from '@backstage/frontend-plugin-api';
import type { Application, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../../../api';
import { useT } from '../../../translation';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { editableHere } from './editable';
import { whatRemoving } from './whatRemoving';

/** What follows is said before it happens: where it still runs, and what goes with it. */
export function RemoveWorkload(props: {
  application: Application;
  workload: WorkloadSummary;
  onClose(): void;
  onRemoved(): void;
}) {
  const t = useT();
  const { application, workload, onClose, onRemoved } = props;
  const { name, source } = workload;
  const api = useApi(tuttiApiRef);
  const { runsIn, onlyIts, offeredTo } = whatRemoving(application, workload);
  const { allowed } = editableHere(t, application, workload);
  const list = (names: string[]) => names.join(', ');
  return (
    <ConfirmDialog
      title={t('application.removeWorkloadQuestion', {
        workload: name,
        application: application.title,
      })}
      verb={t('application.removeNamed', { name })}
      allowed={allowed}
      onClose={onClose}
      onConfirm={async () => {
        await api.removeWorkload(application.name, name);
        onRemoved();
      }}
    >
      <p>
        {t(
          source.kind === 'managed'
            ? 'workloads.textGoes'
            : 'workloads.followingEnds',
          { url: source.kind === 'managed' ? '' : source.url },
        )}
      </p>
      <ul>
        <li>
          {runsIn.length > 0
            ? t('workloads.runsUntil', { environments: list(runsIn) })
            : t('workloads.runsNowhere')}
        </li>
        {runsIn.length > 0 && onlyIts.length > 0 && (
          <li>
            {t('workloads.onlyIts', {
              count: onlyIts.length,
              names: list(onlyIts),
            })}
          </li>
        )}
        {offeredTo.length > 0 && (
          <li>{t('workloads.offeredTo', { owners: list(offeredTo) })}</li>
        )}
      </ul>
    </ConfirmDialog>
  );
}
