import Box from '@mui/material/Box';
import type { Deployment } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { EmptyNote } from '../../ui/EmptyNote';
import { EntityLink } from '../../ui/EntityLink';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Muted } from '../../ui/Text';
import { formatDuration } from '../../ui/time';
import { TimeAgo } from '../../ui/TimeAgo';
import { useDeployments } from './useDeployments';
import { PlainButton } from '../../ui/PlainButton';
import { ErrorNote } from '../../ui/ErrorNote';

function took(deployment: Deployment): string {
  const { startedAt, finishedAt } = deployment;
  if (!startedAt || !finishedAt) return '';
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}

function DeploymentRow(props: {
  deployment: Deployment;
  withEnvironment: boolean;
}) {
  const { deployment, withEnvironment } = props;
  const { id, number, status, progress, failures, release } = deployment;
  const links = useTuttiLinks();
  const state = deploymentState(status);
  return (
    <tr>
      <th scope="row">
        <Link to={links.deployment(id)}>#{number}</Link>
      </th>
      {withEnvironment && <td>{deployment.environment}</td>}
      <td>
        <Mark kind={state.mark}>
          {state.word}
          {status === 'running' && ` ${progress.done}/${progress.of}`}
        </Mark>
        {failures.length > 0 && (
          <Box sx={{ fontSize: 13, mt: 0.25, overflowWrap: 'anywhere' }}>
            {failures[0].message}
          </Box>
        )}
      </td>
      <td>r{release.number}</td>
      <td>
        <EntityLink entityRef={deployment.requestedBy} kind="user" />
      </td>
      <td>
        <Muted>
          <TimeAgo at={deployment.requestedAt} />
        </Muted>
      </td>
      <td className="whole">
        <Muted>{took(deployment)}</Muted>
      </td>
    </tr>
  );
}

/** The history, newest first, of one environment or of all. */
export function DeploymentsTab(props: {
  application: string;
  environment?: string;
}) {
  const { application, environment } = props;
  const { answer, items, more, error } = useDeployments(
    application,
    environment,
  );
  return (
    <Loaded
      answer={answer}
      what="deployments"
      skeleton={<Skeletons count={4} height={48} />}
    >
      {() =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title="Nothing was deployed yet">
              Press Deploy above: you see the plan first, and nothing changes
              before you agree.
            </EmptyNote>
          </Surface>
        ) : (
          <Stack>
            <Table
              label="Deployments"
              head={[
                'Deployment',
                ...(environment ? [] : ['Environment']),
                'State',
                'Release',
                'By',
                'Asked for',
                'Took',
              ]}
            >
              {items.map(deployment => (
                <DeploymentRow
                  key={deployment.id}
                  deployment={deployment}
                  withEnvironment={!environment}
                />
              ))}
            </Table>
            <ErrorNote error={error} what="Older ones could not be loaded" />
            {more && (
              <div>
                <PlainButton
                  variant="outlined"
                  size="small"
                  onClick={() => void more()}
                >
                  Show older
                </PlainButton>
              </div>
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}
