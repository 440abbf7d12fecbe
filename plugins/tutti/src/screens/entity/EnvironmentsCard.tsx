import type { Application } from '@tutti/plugin-tutti-common';
import { workloadOf } from '@tutti/plugin-tutti-common';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { DeploymentLine } from '../../states/DeploymentLine';
import { EnvironmentLine, Lines } from '../../states/EnvironmentLine';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { firstToDeploy, lastDeploymentIn } from './cardWords';
import { CardFrame } from './CardFrame';
import { useBoundApplication } from './useBoundApplication';
import { versionIn } from '../versions/versionWords';

/** Of a Component: a line per environment, the last deployment, one way to deploy. */
export function EnvironmentsCard() {
  const t = useT();
  const { entity } = useEntity();
  const links = useTuttiLinks();
  const answer = useBoundApplication(entity);
  const found = answer.data?.found;
  return (
    <CardFrame
      title={t('common.environments')}
      more={
        found && <Link to={links.application(found.name)}>{found.title}</Link>
      }
    >
      <Loaded
        answer={answer}
        what={t('entity.environments')}
        skeleton={<Skeletons count={3} height={36} />}
      >
        {({ found: application }) =>
          application && application.environments.length > 0 ? (
            <Environments
              application={application}
              workload={workloadOf(entity)}
            />
          ) : (
            <EmptyNote title={t('entity.nothingDeployed')} />
          )
        }
      </Loaded>
    </CardFrame>
  );
}

function Environments(props: {
  application: Application;
  /** The one that the entity is; absent where it is the whole application. */
  workload: string | undefined;
}) {
  const t = useT();
  const requestPlan = useRequestPlan();
  const { application, workload } = props;
  const { name, environments } = application;
  const last = lastDeploymentIn(environments);
  const { environment, allowed } = firstToDeploy(environments);
  return (
    <>
      <Lines label={t('common.environments')}>
        {environments.map(each => {
          const version = workload && versionIn(each.release, workload);
          return (
            <EnvironmentLine
              key={each.id}
              application={name}
              environment={each}
              {...(version && { version })}
            />
          );
        })}
      </Lines>
      <Row sx={{ pt: 1.25, borderTop: 1, borderColor: 'divider' }}>
        {last && (
          <div>
            <Muted>{t('entity.lastDeployment')}</Muted>
            <DeploymentLine
              title={t('entity.deploymentTo', {
                number: String(last.deployment.number),
                environment: last.environment,
              })}
              deployment={last.deployment}
            />
          </div>
        )}
        <Grow />
        <AllowedButton
          variant="contained"
          size="small"
          disableElevation
          allowed={allowed}
          right={{ application: name, environment, verb: 'deploy' }}
          onClick={() => requestPlan(name, environment)}
        >
          {t('planning.deployTo', { environment })}
        </AllowedButton>
      </Row>
    </>
  );
}
