import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { applicationQuestion } from '../../data/questions';
import { Answer, useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { isMoving } from '../../states/words';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Skeletons } from '../../ui/Skeletons';
import { Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { AddEnvironment } from './AddEnvironment';
import { Board } from './Board';
import { BuildsTab } from './builds/BuildsTab';
import { DeploymentsTab } from './DeploymentsTab';
import { PreviewsTab } from './PreviewsTab';
import { ResourcesTab } from './ResourcesTab';
import { SettingsTab } from './settings/SettingsTab';
import { ValuesTab } from './values/ValuesTab';
import { WorkloadsTab } from './workloads/WorkloadsTab';

const WHILE_MOVING = 2_500;
const AT_REST = 15_000;

/** One application, kept fresh: more often while something moves. */
export function useApplication(name: string): Answer<Application> {
  return useTutti(applicationQuestion, [name], data =>
    data?.environments.some(isMoving) ? WHILE_MOVING : AT_REST,
  );
}

export function BoardSkeleton() {
  return <Skeletons count={2} height={200} />;
}

/** The board and the tabs below it: on its own page, and as a tab of an entity. */
export function ApplicationBoard(props: {
  application: Application;
  /** The workload that the reader came for. */
  workload?: string;
  refresh(): void;
}) {
  const t = useT();
  const { application, workload, refresh } = props;
  const links = useTuttiLinks();
  const { name, workloads } = application;
  const environments = application.environments.filter(each => !each.preview);
  const previews = application.environments.length - environments.length;
  return (
    <>
      {environments.length === 0 ? (
        <Surface sx={{ p: 2.5 }}>
          <EmptyNote title={t('application.noEnvironment')}>
            {t('application.noEnvironmentText')}
          </EmptyNote>
          <Box sx={{ display: 'flex', justifyContent: 'center', pb: 3 }}>
            <AddEnvironment application={application} onAdded={refresh} />
          </Box>
        </Surface>
      ) : (
        <Board
          application={{ ...application, environments }}
          onChanged={refresh}
        />
      )}
      {previews > 0 && (
        <Box sx={{ mt: 1 }}>
          <Link to={links.application(name, 'previews')}>
            {t('previews.count', { count: previews })}
          </Link>
        </Box>
      )}
      <Tabbed
        label={t('application.parts', { application: application.title })}
        tabs={[
          {
            id: 'workloads',
            label: t('common.workloads'),
            count: workloads.length,
            content: (
              <WorkloadsTab
                application={application}
                refresh={refresh}
                {...(workload !== undefined && { first: workload })}
              />
            ),
          },
          {
            id: 'resources',
            label: t('common.resources'),
            content: <ResourcesTab application={name} />,
          },
          {
            id: 'deployments',
            label: t('common.deployments'),
            content: <DeploymentsTab application={name} />,
          },
          ...(previews > 0
            ? [
                {
                  id: 'previews',
                  label: t('previews.title'),
                  count: previews,
                  content: <PreviewsTab application={name} />,
                },
              ]
            : []),
          {
            id: 'builds',
            label: t('builds.builds'),
            content: <BuildsTab application={name} />,
          },
          {
            id: 'values',
            label: t('common.valuesAndSecrets'),
            content: <ValuesTab application={application} />,
          },
          {
            id: 'settings',
            label: t('application.settings'),
            content: (
              <SettingsTab application={application} refresh={refresh} />
            ),
          },
        ]}
      />
    </>
  );
}
