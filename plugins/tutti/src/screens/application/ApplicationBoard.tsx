import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { applicationQuestion } from '../../data/questions';
import { Answer, useTutti } from '../../data/useTutti';
import { isMoving } from '../../states/words';
import { EmptyNote } from '../../ui/EmptyNote';
import { Skeletons } from '../../ui/Skeletons';
import { Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { AddEnvironment } from './AddEnvironment';
import { Board } from './Board';
import { DeploymentsTab } from './DeploymentsTab';
import { ResourcesTab } from './ResourcesTab';
import { SettingsTab } from './SettingsTab';
import { ValuesTab } from './ValuesTab';
import { WorkloadsTab } from './WorkloadsTab';

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
  refresh(): void;
}) {
  const { application, refresh } = props;
  const { name, workloads, environments } = application;
  return (
    <>
      {environments.length === 0 ? (
        <Surface sx={{ p: 2.5 }}>
          <EmptyNote title="No environment yet">
            An environment is a place to deploy to. Its type decides how things
            are made there, and who may deploy.
          </EmptyNote>
          <Box sx={{ display: 'flex', justifyContent: 'center', pb: 3 }}>
            <AddEnvironment application={application} onAdded={refresh} />
          </Box>
        </Surface>
      ) : (
        <Board application={application} />
      )}
      <Tabbed
        label={`Parts of ${application.title}`}
        tabs={[
          {
            id: 'workloads',
            label: 'Workloads',
            count: workloads.length,
            content: (
              <WorkloadsTab application={application} refresh={refresh} />
            ),
          },
          {
            id: 'resources',
            label: 'Resources',
            content: <ResourcesTab application={name} />,
          },
          {
            id: 'deployments',
            label: 'Deployments',
            content: <DeploymentsTab application={name} />,
          },
          {
            id: 'values',
            label: 'Values & secrets',
            content: <ValuesTab application={application} />,
          },
          {
            id: 'settings',
            label: 'Settings',
            content: (
              <SettingsTab application={application} refresh={refresh} />
            ),
          },
        ]}
      />
    </>
  );
}
