import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { useTabTitle } from '../../data/useTabTitle';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EntityLink } from '../../ui/EntityLink';
import { Loaded } from '../../ui/Loaded';
import { LinkButton } from '../../ui/PlainButton';
import { Grow, PageBody, Row } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import {
  ApplicationBoard,
  BoardSkeleton,
  useApplication,
} from './ApplicationBoard';

/** One application: its environments side by side, and everything it is made of. */
export function ApplicationPage(props: { application: string }) {
  const t = useT();
  const links = useTuttiLinks();
  const answer = useApplication(props.application);
  useTabTitle(answer.data?.title ?? props.application);
  return (
    <BreadcrumbEntry
      entry={{
        label: answer.data?.title ?? props.application,
        href: links.application(props.application),
      }}
    >
      <PageBody>
        <Loaded
          answer={answer}
          what={t('application.what')}
          skeleton={<BoardSkeleton />}
        >
          {application => (
            <>
              <header>
                <Row sx={{ alignItems: 'baseline' }}>
                  <PageTitle>{application.title}</PageTitle>
                  <Muted>
                    {application.owner
                      ? t('application.ownedBy', {
                          name: application.name,
                          owner: <EntityLink entityRef={application.owner} />,
                        })
                      : application.name}
                  </Muted>
                  <Grow />
                  <LinkButton to={links.audit(application.name)}>
                    {t('audit.title')}
                  </LinkButton>
                </Row>
                {application.description && (
                  <Muted sx={{ display: 'block', mt: 0.5, maxWidth: 720 }}>
                    {application.description}
                  </Muted>
                )}
              </header>
              <ApplicationBoard
                application={application}
                refresh={answer.refresh}
              />
            </>
          )}
        </Loaded>
      </PageBody>
    </BreadcrumbEntry>
  );
}
