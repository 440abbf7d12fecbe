import type { Application } from '@tutti/plugin-tutti-common';
import { applicationAccessQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { useTuttiLinks } from '../../../routes';
import { useT } from '../../../translation';
import { Link } from '../../../ui/Link';
import { Loaded } from '../../../ui/Loaded';
import { Skeletons } from '../../../ui/Skeletons';
import { Row, Stack } from '../../../ui/Surface';
import { Muted, SectionTitle } from '../../../ui/Text';
import { AccessTable } from '../../access/AccessTable';

/** The lines of access as they stand, and the way to those of each environment. */
export function ApplicationAccess(props: { application: Application }) {
  const t = useT();
  const { name, title, environments } = props.application;
  const links = useTuttiLinks();
  const answer = useTutti(applicationAccessQuestion, [name]);
  return (
    <Stack as="section" aria-label={t('access.title')} sx={{ gap: 1 }}>
      <SectionTitle>{t('access.title')}</SectionTitle>
      <Muted>{t('access.applicationText')}</Muted>
      <Row>
        {environments.map(environment => (
          <Link
            key={environment.id}
            to={links.environment(name, environment.name, 'access')}
          >
            {t('access.inEnvironment', { environment: environment.name })}
          </Link>
        ))}
      </Row>
      <Loaded
        answer={answer}
        what={t('access.lines')}
        skeleton={<Skeletons count={3} height={56} />}
      >
        {({ items }) => (
          <AccessTable
            label={t('access.ofApplication', { application: title })}
            items={items}
          />
        )}
      </Loaded>
    </Stack>
  );
}
