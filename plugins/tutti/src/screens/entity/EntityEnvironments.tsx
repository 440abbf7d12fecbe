import { useEntity } from '@backstage/plugin-catalog-react';
import { workloadOf } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { SectionBody } from '../../ui/Surface';
import {
  ApplicationBoard,
  BoardSkeleton,
} from '../application/ApplicationBoard';
import { NotDeployed } from './NotDeployed';
import { OwnWorkload } from './OwnWorkload';
import { useBoundApplication } from './useBoundApplication';

/** The board of the application of a System or Component, as a tab of its page; of a Component, it first. */
export function EntityEnvironments() {
  const t = useT();
  const { entity } = useEntity();
  const links = useTuttiLinks();
  const answer = useBoundApplication(entity);
  const own = workloadOf(entity);
  return (
    <SectionBody>
      <Loaded
        answer={answer}
        what={t('entity.application')}
        skeleton={<BoardSkeleton />}
      >
        {({ found }) =>
          found ? (
            <>
              {own && <OwnWorkload application={found} workload={own} />}
              <ApplicationBoard
                application={found}
                refresh={answer.refresh}
                {...(own && { workload: own })}
              />
            </>
          ) : (
            <NotDeployed
              actions={
                <Link to={links.applications()}>
                  {t('entity.allApplications')}
                </Link>
              }
            />
          )
        }
      </Loaded>
    </SectionBody>
  );
}
