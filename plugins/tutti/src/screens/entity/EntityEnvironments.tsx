import { useEntity } from '@backstage/plugin-catalog-react';
import { useTuttiLinks } from '../../routes';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { SectionBody, Surface } from '../../ui/Surface';
import { Code } from '../../ui/Text';
import {
  ApplicationBoard,
  BoardSkeleton,
} from '../application/ApplicationBoard';
import {
  APPLICATION_ANNOTATION,
  useBoundApplication,
} from './useBoundApplication';

/** The board of the application of a System or Component, as a tab of its page. */
export function EntityEnvironments() {
  const { entity } = useEntity();
  const links = useTuttiLinks();
  const answer = useBoundApplication(entity);
  return (
    <SectionBody>
      <Loaded answer={answer} what="application" skeleton={<BoardSkeleton />}>
        {({ found }) =>
          found ? (
            <ApplicationBoard application={found} refresh={answer.refresh} />
          ) : (
            <Surface>
              <EmptyNote
                title={`${
                  entity.metadata.title ?? entity.metadata.name
                } is not deployed with Tutti yet`}
                actions={
                  <Link to={links.applications()}>All applications</Link>
                }
              >
                Name its application in catalog-info.yaml with the annotation{' '}
                <Code>{APPLICATION_ANNOTATION}</Code>, or bind one in the
                portal.
              </EmptyNote>
            </Surface>
          )
        }
      </Loaded>
    </SectionBody>
  );
}
