import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import {
  applicationOf,
  resourceOf,
  ResourceView,
} from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { question } from '../../data/question';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { Lines } from '../../states/EnvironmentLine';
import { Lifecycle } from '../../states/Lifecycle';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Outputs } from '../../ui/Outputs';
import { Skeletons } from '../../ui/Skeletons';
import { Row } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { CardFrame } from './CardFrame';

const EVERY = 20_000;

const resourceQuestion = question((api, application: string, address: string) =>
  api.listResources({ application, address }),
);

/** Of a Resource: in each environment by which definition it is there, for whom, and what it gives. */
export function ResourceCard() {
  const t = useT();
  const { entity } = useEntity();
  const links = useTuttiLinks();
  const application = applicationOf(entity) ?? '';
  const address = resourceOf(entity) ?? '';
  const answer = useTutti(
    resourceQuestion,
    [application, address],
    () => EVERY,
  );
  return (
    <CardFrame
      title={t('entity.inEnvironments')}
      more={
        <Link to={links.application(application, 'resources')}>
          {t('entity.allResources')}
        </Link>
      }
    >
      <Loaded
        answer={answer}
        what={t('entity.resource')}
        skeleton={<Skeletons count={2} height={96} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title={t('entity.nowhere')}>
              {t('entity.nowhereText')}
            </EmptyNote>
          ) : (
            <Lines label={t('common.environments')}>
              {items.map(resource => (
                <InEnvironment key={resource.resourceId} resource={resource} />
              ))}
            </Lines>
          )
        }
      </Loaded>
    </CardFrame>
  );
}

function InEnvironment(props: { resource: ResourceView }) {
  const t = useT();
  const links = useTuttiLinks();
  const { resource } = props;
  const { application, environment, definition, driver, changedBy } = resource;
  return (
    <li>
      <Row sx={{ columnGap: 1.25, rowGap: 0.25 }}>
        <Link to={links.environment(application, environment, 'resources')}>
          {environment}
        </Link>
        <Lifecycle lifecycle={resource.lifecycle} />
        {resource.protection === 'stateful' && (
          <Tag title={t('application.holdsDataWhat')}>
            {t('application.holdsData')}
          </Tag>
        )}
      </Row>
      <Box
        component="dl"
        sx={{
          m: 0,
          mt: 0.5,
          display: 'grid',
          gridTemplateColumns: 'minmax(96px, max-content) 1fr',
          columnGap: 1.5,
          rowGap: 0.25,
          fontSize: 13,
          '& > div > dt': { color: 'text.secondary' },
          '& > div > dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
        }}
      >
        <Fact term={t('application.madeBy')}>
          {definition} <Muted>{driver}</Muted>
        </Fact>
        <Fact term={t('application.usedBy')}>
          {resource.neededBy.join(', ') || t('common.nothing')}
        </Fact>
        <Fact term={t('common.outputs')}>
          <Outputs outputs={resource.outputs} />
        </Fact>
        <Fact term={t('application.changed')}>
          {changedBy ? (
            <Link to={links.deployment(changedBy.id, resource.address)}>
              {t('entity.byDeployment', { number: String(changedBy.number) })}
            </Link>
          ) : (
            t('entity.byNobodyKnown')
          )}{' '}
          <Muted>
            <TimeAgo at={resource.updatedAt} />
          </Muted>
        </Fact>
      </Box>
    </li>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <Box sx={{ display: 'contents' }}>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </Box>
  );
}
