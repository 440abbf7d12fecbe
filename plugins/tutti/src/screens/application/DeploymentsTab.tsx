import Box from '@mui/material/Box';
import { Deployment, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { useRequestPlan } from '../../planning/planRequest';
import { RollBackButton } from '../../planning/RollBackButton';
import { useTuttiLinks } from '../../routes';
import { deploymentState } from '../../states/words';
import { Translate, useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { Author } from '../../ui/Author';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { ShowOlder } from '../../ui/ShowOlder';
import { Skeletons } from '../../ui/Skeletons';
import { Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Muted } from '../../ui/Text';
import { formatDuration } from '../../ui/time';
import { TimeAgo } from '../../ui/TimeAgo';
import { environmentRef } from '../compare/sideWords';
import { WaitSentence } from '../../waiting/WaitSentence';
import { useDeployments } from './useDeployments';

function took(t: Translate, deployment: Deployment): string {
  const { startedAt, finishedAt } = deployment;
  if (!startedAt || !finishedAt) return '';
  return formatDuration(t, Date.parse(finishedAt) - Date.parse(startedAt));
}

/** What it brings; a change that is not planned yet has no release. */
function released(t: Translate, { destroys, release }: Deployment): string {
  if (destroys) return t('environments.destroyed');
  return release ? `r${release.number}` : '–';
}

/** What ran once may run again: its release, with the values of now. */
function Again(props: { deployment: Deployment }) {
  const t = useT();
  const { id, number, application, environment, release, allowed } =
    props.deployment;
  const { status, previousSuccess } = props.deployment;
  // Back here after a success; after a failure, to where it was before.
  const back = status === 'succeeded' ? { id, number } : previousSuccess;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const said = { number: String(release?.number ?? '–'), environment };
  return (
    <>
      <Link
        to={links.compare(
          `deployment:${id}`,
          environmentRef(application, environment),
        )}
        aria-label={t('environments.compareWithNowLabel', {
          number: String(number),
          environment,
        })}
        sx={{ mr: 1.5, fontSize: 13 }}
      >
        {t('environments.compareWithNow')}
      </Link>
      <AllowedButton
        size="small"
        allowed={allowed.redeploy}
        right={{ application, environment, verb: 'deploy' }}
        aria-label={t('environments.deployAgainLabel', said)}
        onClick={() =>
          requestPlan(
            application,
            environment,
            release ? { releaseId: release.id } : {},
          )
        }
      >
        {t('environments.deployAgain', { number: said.number })}
      </AllowedButton>
      {back && FINAL_STATUSES.includes(status) && (
        <RollBackButton
          application={application}
          environment={environment}
          to={back}
          allowed={allowed.redeploy}
          quiet
        />
      )}
    </>
  );
}

function DeploymentRow(props: {
  deployment: Deployment;
  withEnvironment: boolean;
}) {
  const t = useT();
  const { deployment, withEnvironment } = props;
  const { id, number, status, progress, failures } = deployment;
  const links = useTuttiLinks();
  const state = deploymentState(t, status);
  return (
    <tr>
      <th scope="row">
        <Link to={links.deployment(id)}>#{number}</Link>
        {deployment.verb && (
          <Muted sx={{ display: 'block' }}>{deployment.verb}</Muted>
        )}
      </th>
      {withEnvironment && <td>{deployment.environment}</td>}
      <td>
        <Mark kind={state.mark}>
          {state.word}
          {status === 'running' && ` ${progress.done}/${progress.of}`}
        </Mark>
        {deployment.waits && (
          <Box sx={{ fontSize: 13, mt: 0.25, overflowWrap: 'anywhere' }}>
            <WaitSentence
              waits={deployment.waits}
              environment={deployment.environment}
            />
          </Box>
        )}
        {failures.length > 0 && (
          <Box sx={{ fontSize: 13, mt: 0.25, overflowWrap: 'anywhere' }}>
            {failures[0].message}
          </Box>
        )}
      </td>
      <td>{released(t, deployment)}</td>
      <td>
        <Author by={deployment.requestedBy} />
      </td>
      <td>
        <Muted>
          <TimeAgo at={deployment.requestedAt} />
        </Muted>
      </td>
      <td className="whole">
        <Muted>{took(t, deployment)}</Muted>
      </td>
      <td className="actions">
        {!deployment.destroys && <Again deployment={deployment} />}
      </td>
    </tr>
  );
}

/** The history, newest first, of one environment or of all. */
export function DeploymentsTab(props: {
  application: string;
  environment?: string;
}) {
  const t = useT();
  const { application, environment } = props;
  const { answer, items, more, error } = useDeployments(
    application,
    environment,
  );
  return (
    <Loaded
      answer={answer}
      what={t('application.whatDeployments')}
      skeleton={<Skeletons count={4} height={48} />}
    >
      {() =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title={t('application.nothingDeployed')}>
              {t('application.nothingDeployedText')}
            </EmptyNote>
          </Surface>
        ) : (
          <Stack>
            <Table
              label={t('common.deployments')}
              head={[
                t('common.deployment'),
                ...(environment ? [] : [t('common.environment')]),
                t('common.state'),
                t('common.release'),
                t('application.by'),
                t('application.askedFor'),
                t('application.took'),
                '',
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
            <ShowOlder more={more} error={error} />
          </Stack>
        )
      }
    </Loaded>
  );
}
