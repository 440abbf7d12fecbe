import Add from '@mui/icons-material/Add';
import type { Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useTuttiLinks } from '../../../routes';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { EmptyNote } from '../../../ui/EmptyNote';
import { LinkButton } from '../../../ui/PlainButton';
import { Grow, Row, Stack, Surface } from '../../../ui/Surface';
import { Table } from '../../../ui/Table';
import { Muted } from '../../../ui/Text';
import { AddWorkloadDialog } from './AddWorkloadDialog';
import { RemoveWorkload } from './RemoveWorkload';
import { shownWorkloads } from './shownWorkloads';
import { useOpenedWorkload } from './useOpenedWorkload';
import { WorkloadDialog } from './WorkloadDialog';
import { useWorkloadFilters, WorkloadFilters } from './WorkloadFilters';
import { WorkloadRow } from './WorkloadRow';

/** Fewer than these are seen at a glance. */
const WORTH_FINDING = 12;

/** The dialog that the address asks for. */
function Opened(props: {
  application: Application;
  opened: ReturnType<typeof useOpenedWorkload>;
  refresh(): void;
}) {
  const { application, opened, refresh } = props;
  const { part, open, close } = opened;
  const workload = application.workloads.find(
    each => each.name === opened.workload,
  );
  if (!workload) return null;
  return part === 'remove' ? (
    <RemoveWorkload
      application={application}
      workload={workload}
      onClose={close}
      onRemoved={refresh}
    />
  ) : (
    <WorkloadDialog
      application={application}
      workload={workload.name}
      part={part}
      onPart={next => open(workload.name, next)}
      onClose={close}
      onChanged={refresh}
    />
  );
}

/** The workloads by name: images, what they need, their Score texts and where these come from. */
export function WorkloadsTab(props: {
  application: Application;
  /** The one that the reader came for: it stands first. */
  first?: string;
  refresh(): void;
}) {
  const t = useT();
  const { application, first, refresh } = props;
  const { workloads } = application;
  const links = useTuttiLinks();
  const opened = useOpenedWorkload();
  const filters = useWorkloadFilters();
  const [adding, setAdding] = useState(false);
  const add = (
    <AllowedButton
      variant="outlined"
      size="small"
      startIcon={<Add />}
      allowed={application.allowed.update}
      right={{ application: application.name, verb: 'update' }}
      onClick={() => setAdding(true)}
    >
      {t('application.addWorkload')}
    </AllowedButton>
  );
  const shown = shownWorkloads(workloads, filters.wanted).sort(
    (a, b) => Number(b.name === first) - Number(a.name === first),
  );
  return (
    <Stack>
      {workloads.length === 0 ? (
        <Surface>
          <EmptyNote title={t('application.noWorkload')} actions={add}>
            {t('application.noWorkloadText')}
          </EmptyNote>
        </Surface>
      ) : (
        <>
          <Row>
            {(workloads.length > WORTH_FINDING ||
              shown.length < workloads.length) && (
              <WorkloadFilters filters={filters} />
            )}
            {shown.length < workloads.length && (
              <Muted role="status">
                {shown.length === 0
                  ? t('application.noWorkloadFits')
                  : t('workloads.shown', {
                      shown: String(shown.length),
                      count: workloads.length,
                    })}
              </Muted>
            )}
            <Grow />
            {application.environments.length > 0 && (
              <LinkButton to={links.rollout(application.name)}>
                {t('rollout.open')}
              </LinkButton>
            )}
            {add}
          </Row>
          <Table
            label={t('common.workloads')}
            head={[
              t('common.workload'),
              t('application.images'),
              t('application.needs'),
              t('application.source'),
              '',
            ]}
          >
            {shown.map(workload => (
              <WorkloadRow
                key={workload.name}
                application={application}
                workload={workload}
                onOpen={part => opened.open(workload.name, part)}
              />
            ))}
          </Table>
        </>
      )}
      <Opened application={application} opened={opened} refresh={refresh} />
      {adding && (
        <AddWorkloadDialog
          application={application}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
    </Stack>
  );
}
