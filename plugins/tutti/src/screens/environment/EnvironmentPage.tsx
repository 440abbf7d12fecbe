import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import OpenInNew from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import type {
  Application,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import { DeployButtons } from '../../planning/DeployButtons';
import { useTuttiLinks } from '../../routes';
import {
  deploymentState,
  healthState,
  lastDeploymentFailed,
} from '../../states/words';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link, OutsideLink } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { SandboxTag } from '../../ui/SandboxTag';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { Code, Muted, PageTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { useApplication } from '../application/ApplicationBoard';
import { DeploymentsTab } from '../application/DeploymentsTab';
import { ResourcesTab } from '../application/ResourcesTab';
import { ValuesTab } from '../application/ValuesTab';
import { RuntimeTab } from './RuntimeTab';

/** Applied, observed and asked for: three facts, side by side. */
function Facts(props: { environment: EnvironmentSummary }) {
  const { release, health, lastDeployment, pendingChanges } = props.environment;
  const links = useTuttiLinks();
  const healthy = healthState(health);
  const last = lastDeployment && deploymentState(lastDeployment.status);
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
        gap: 2,
        m: 0,
        '& dt': { color: 'text.secondary', fontSize: 12.5 },
        '& dd': { m: 0, overflowWrap: 'anywhere' },
      }}
    >
      <div>
        <dt>Runs</dt>
        <dd>
          {release ? (
            <>
              <b>r{release.number}</b>{' '}
              <Muted>
                <Code>{release.hash.slice(0, 10)}</Code>
              </Muted>
            </>
          ) : (
            <Muted>nothing yet</Muted>
          )}
          {pendingChanges > 0 && (
            <Muted sx={{ display: 'block' }}>
              {pendingChanges}{' '}
              {pendingChanges === 1 ? 'change is' : 'changes are'} not deployed
              yet
            </Muted>
          )}
        </dd>
      </div>
      <div>
        <dt>Health</dt>
        <dd>
          <Mark kind={healthy.mark}>{healthy.word}</Mark>
          {healthy.detail && <Box>{healthy.detail}</Box>}
        </dd>
      </div>
      <div>
        <dt>Last deployment</dt>
        <dd>
          {lastDeployment && last ? (
            <>
              <Mark kind={last.mark}>{last.word}</Mark>{' '}
              <Link to={links.deployment(lastDeployment.id)}>
                #{lastDeployment.number}
              </Link>{' '}
              <Muted>
                <TimeAgo
                  at={lastDeployment.finishedAt ?? lastDeployment.requestedAt}
                />
              </Muted>
              {lastDeploymentFailed(props.environment) && (
                <Box>{lastDeployment.failure}</Box>
              )}
            </>
          ) : (
            <Muted>never</Muted>
          )}
        </dd>
      </div>
    </Box>
  );
}

function EnvironmentContent(props: {
  application: Application;
  environment: EnvironmentSummary;
}) {
  const { application, environment } = props;
  const { name, endpoints, cluster, namespace } = environment;
  const links = useTuttiLinks();
  return (
    <>
      <header>
        <Row>
          <PageTitle>{name}</PageTitle>
          <Muted>
            <Link to={links.application(application.name)}>
              {application.title}
            </Link>
            {`, ${environment.typeTitle}`}
            {cluster && ` on ${cluster}`}
            {namespace && `, namespace ${namespace}`}
          </Muted>
          <Grow />
          <SandboxTag simulated={environment.simulated} />
          <DeployButtons
            application={application.name}
            environment={environment}
          />
        </Row>
        {endpoints.length > 0 && (
          <Row sx={{ mt: 0.5 }}>
            {endpoints.map(({ workload, url }) => (
              <OutsideLink key={`${workload} ${url}`} to={url} title={workload}>
                {url}
                <OpenInNew
                  titleAccess="opens in a new tab"
                  sx={{ fontSize: 13, ml: 0.5, verticalAlign: '-2px' }}
                />
              </OutsideLink>
            ))}
          </Row>
        )}
      </header>
      <Surface aria-label="State" sx={{ p: 2 }}>
        <Facts environment={environment} />
      </Surface>
      <Tabbed
        label={`Parts of ${name}`}
        tabs={[
          {
            id: 'runtime',
            label: 'Runtime',
            content: (
              <RuntimeTab application={application.name} environment={name} />
            ),
          },
          {
            id: 'resources',
            label: 'Resources',
            content: (
              <ResourcesTab application={application.name} environment={name} />
            ),
          },
          {
            id: 'values',
            label: 'Values & secrets',
            content: (
              <ValuesTab application={application} environment={environment} />
            ),
          },
          {
            id: 'history',
            label: 'History',
            content: (
              <DeploymentsTab
                application={application.name}
                environment={name}
              />
            ),
          },
        ]}
      />
    </>
  );
}

/** One environment, as it is now. */
export function EnvironmentPage(props: {
  application: string;
  environment: string;
}) {
  const links = useTuttiLinks();
  const answer = useApplication(props.application);
  return (
    <BreadcrumbEntry
      entry={{
        label: answer.data?.title ?? props.application,
        href: links.application(props.application),
      }}
    >
      <BreadcrumbEntry
        entry={{
          label: props.environment,
          href: links.environment(props.application, props.environment),
        }}
      >
        <PageBody>
          <Loaded
            answer={answer}
            what="environment"
            skeleton={<Skeletons count={3} height={96} />}
          >
            {application => {
              const environment = application.environments.find(
                each => each.name === props.environment,
              );
              return environment ? (
                <EnvironmentContent
                  application={application}
                  environment={environment}
                />
              ) : (
                <Surface>
                  <EmptyNote
                    title={`${application.title} has no environment ${props.environment}`}
                    actions={
                      <Link to={links.application(application.name)}>
                        All environments of {application.title}
                      </Link>
                    }
                  >
                    It does not exist, or you may not see it.
                  </EmptyNote>
                </Surface>
              );
            }}
          </Loaded>
        </PageBody>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
