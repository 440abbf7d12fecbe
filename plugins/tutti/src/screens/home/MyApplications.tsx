import {
  ApplicationSummary,
  EnvironmentSummary,
  hasProblem,
} from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { mineQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { DeploymentLine } from '../../states/DeploymentLine';
import { EnvironmentLine, Lines } from '../../states/EnvironmentLine';
import { isMoving } from '../../states/words';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, SectionBody } from '../../ui/Surface';
import { SectionTitle } from '../../ui/Text';

const WHILE_MOVING = 3_000;
const AT_REST = 30_000;
/** A card is read at a glance. */
const AT_MOST = 5;

/** For the home page: what of mine is not well, what is under way, what I deployed last. */
export function MyApplications() {
  const t = useT();
  const links = useTuttiLinks();
  const answer = useTutti(mineQuestion, [String(AT_MOST)], data =>
    data?.applications.some(each => each.environments.some(isMoving))
      ? WHILE_MOVING
      : AT_REST,
  );
  return (
    <SectionBody sx={{ gap: 2 }}>
      <Row>
        <SectionTitle as="h2">{t('home.title')}</SectionTitle>
        <Grow />
        <Link to={links.applications({ mine: true })}>{t('home.all')}</Link>
      </Row>
      <Loaded
        answer={answer}
        what={t('home.what')}
        skeleton={<Skeletons count={3} height={36} />}
      >
        {({ applications, deployments }) => (
          <>
            <Mine applications={applications} />
            {deployments.length > 0 && (
              <Part title={t('home.deployments')}>
                {deployments.map(deployment => (
                  <li key={deployment.id}>
                    <DeploymentLine
                      title={t('home.deploymentTo', {
                        application: deployment.application,
                        environment: deployment.environment,
                        number: String(deployment.number),
                      })}
                      deployment={deployment}
                    />
                  </li>
                ))}
              </Part>
            )}
          </>
        )}
      </Loaded>
    </SectionBody>
  );
}

function Mine(props: { applications: ApplicationSummary[] }) {
  const t = useT();
  const links = useTuttiLinks();
  const { applications } = props;
  if (applications.length === 0) {
    return (
      <EmptyNote
        title={t('home.none')}
        actions={
          <Link to={links.applications()}>{t('entity.allApplications')}</Link>
        }
      >
        {t('home.noneText')}
      </EmptyNote>
    );
  }
  const unwell = placesOf(applications, hasProblem);
  const moving = placesOf(applications, isMoving);
  return (
    <>
      {unwell.length === 0 ? (
        <div>
          <Mark kind="good">
            {t('home.allWell', { count: applications.length })}
          </Mark>
        </div>
      ) : (
        <Places
          title={t('home.unwell')}
          places={unwell}
          all={links.applications({ mine: true, problems: true })}
        />
      )}
      {moving.length > 0 && (
        <Places
          title={t('home.moving')}
          places={moving}
          all={links.applications({ mine: true })}
        />
      )}
    </>
  );
}

interface Place {
  application: ApplicationSummary;
  environment: EnvironmentSummary;
}

function placesOf(
  applications: ApplicationSummary[],
  holds: (environment: EnvironmentSummary) => boolean,
): Place[] {
  return applications.flatMap(application =>
    application.environments
      .filter(holds)
      .map(environment => ({ application, environment })),
  );
}

function Places(props: { title: string; places: Place[]; all: string }) {
  const t = useT();
  const { title, places, all } = props;
  const more = places.length - AT_MOST;
  return (
    <Part title={title}>
      {places.slice(0, AT_MOST).map(({ application, environment }) => (
        <EnvironmentLine
          key={environment.id}
          application={application.name}
          environment={environment}
          title={`${application.title} · ${environment.name}`}
        />
      ))}
      {more > 0 && (
        <li>
          <Link to={all}>{t('home.more', { count: more })}</Link>
        </li>
      )}
    </Part>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  return (
    <div>
      <SectionTitle as="h3" sx={{ fontSize: 13, mb: 0.5 }}>
        {title}
      </SectionTitle>
      <Lines label={title}>{children}</Lines>
    </div>
  );
}
