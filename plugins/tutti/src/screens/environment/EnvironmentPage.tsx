import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import OpenInNew from '@mui/icons-material/OpenInNew';
import Box from '@mui/material/Box';
import {
  Application,
  EnvironmentSummary,
  lastDeploymentFailed,
} from '@tutti/plugin-tutti-common';
import { useTabTitle } from '../../data/useTabTitle';
import { DeployButtons } from '../../planning/DeployButtons';
import { promotableTo } from '../../planning/promotable';
import { usePromotions } from '../../planning/usePromotions';
import { StateNotes } from '../../planning/StateNotes';
import { useTuttiLinks } from '../../routes';
import { deploymentState, healthState } from '../../states/words';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link, OutsideLink } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { SandboxTag } from '../../ui/SandboxTag';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Stack, Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { Code, Muted, PageTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { useApplication } from '../application/ApplicationBoard';
import { DeploymentsTab } from '../application/DeploymentsTab';
import { ResourcesTab } from '../application/ResourcesTab';
import { ValuesTab } from '../application/values/ValuesTab';
import { RuntimeTab } from '../runtime/RuntimeTab';
import { AccessTab } from './AccessTab';
import { DriftTab } from './DriftTab';

/** Applied, observed and asked for: three facts, side by side. */
function Facts(props: { environment: EnvironmentSummary }) {
  const t = useT();
  const { release, health, lastDeployment, pendingChanges } = props.environment;
  const links = useTuttiLinks();
  const healthy = healthState(t, health);
  const last = lastDeployment && deploymentState(t, lastDeployment.status);
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
        <dt>{t('environment.runs')}</dt>
        <dd>
          {release ? (
            <>
              <b>r{release.number}</b>{' '}
              <Muted>
                <Code>{release.hash.slice(0, 10)}</Code>
              </Muted>
            </>
          ) : (
            <Muted>{t('environment.nothingYet')}</Muted>
          )}
          {pendingChanges > 0 && (
            <Muted sx={{ display: 'block' }}>
              {t('environment.pending', { count: pendingChanges })}
            </Muted>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('environment.health')}</dt>
        <dd>
          <Mark kind={healthy.mark}>{healthy.word}</Mark>
          {healthy.detail && <Box>{healthy.detail}</Box>}
        </dd>
      </div>
      <div>
        <dt>{t('environment.lastDeployment')}</dt>
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
            <Muted>{t('environment.never')}</Muted>
          )}
        </dd>
      </div>
    </Box>
  );
}

function EnvironmentContent(props: {
  application: Application;
  environment: EnvironmentSummary;
  refresh(): void;
}) {
  const t = useT();
  const { application, environment, refresh } = props;
  const { name, endpoints, cluster, namespace } = environment;
  const promotion = usePromotions(application).to.get(name);
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
            {cluster && `, ${t('environment.onCluster', { cluster })}`}
            {namespace && `, ${t('environment.inNamespace', { namespace })}`}
          </Muted>
          <Grow />
          <SandboxTag simulated={environment.simulated} />
          <DeployButtons
            application={application.name}
            environment={environment}
            promotable={promotableTo(
              environment,
              application.environments,
              promotion,
            )}
            onChanged={refresh}
          />
        </Row>
        {endpoints.length > 0 && (
          <Row sx={{ mt: 0.5 }}>
            {endpoints.map(({ workload, url }) => (
              <OutsideLink key={`${workload} ${url}`} to={url} title={workload}>
                {url}
                <OpenInNew
                  titleAccess={t('application.newTab')}
                  sx={{ fontSize: 13, ml: 0.5, verticalAlign: '-2px' }}
                />
              </OutsideLink>
            ))}
          </Row>
        )}
      </header>
      <Surface aria-label={t('common.state')} sx={{ p: 2 }}>
        <Stack sx={{ gap: 2 }}>
          <Facts environment={environment} />
          <StateNotes
            application={application.name}
            environment={environment}
            promotion={promotion}
            onChanged={refresh}
          />
        </Stack>
      </Surface>
      <Tabbed
        label={t('environment.parts', { environment: name })}
        tabs={[
          {
            id: 'runtime',
            label: t('environment.runtime'),
            content: (
              <RuntimeTab application={application.name} environment={name} />
            ),
          },
          {
            id: 'resources',
            label: t('common.resources'),
            content: (
              <ResourcesTab
                application={application.name}
                environment={environment}
              />
            ),
          },
          {
            id: 'values',
            label: t('common.valuesAndSecrets'),
            content: (
              <ValuesTab application={application} environment={environment} />
            ),
          },
          {
            id: 'drift',
            label: t('drift.title'),
            content: (
              <DriftTab
                application={application.name}
                environment={name}
                onChanged={refresh}
              />
            ),
          },
          {
            id: 'access',
            label: t('access.title'),
            content: (
              <AccessTab
                application={application.name}
                environment={environment}
              />
            ),
          },
          {
            id: 'history',
            label: t('environment.history'),
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
  const t = useT();
  const links = useTuttiLinks();
  const answer = useApplication(props.application);
  useTabTitle(props.environment, answer.data?.title ?? props.application);
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
            what={t('environment.what')}
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
                  refresh={answer.refresh}
                />
              ) : (
                <Surface>
                  <EmptyNote
                    title={t('environment.noneOfThatName', {
                      application: application.title,
                      environment: props.environment,
                    })}
                    actions={
                      <Link to={links.application(application.name)}>
                        {t('environment.allOf', {
                          application: application.title,
                        })}
                      </Link>
                    }
                  >
                    {t('ui.notHereText')}
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
