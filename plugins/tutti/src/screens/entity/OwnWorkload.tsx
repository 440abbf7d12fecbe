import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Row, Surface } from '../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { versionIn } from '../versions/versionWords';

/** The one workload that a Component is, above the board of its whole application. */
export function OwnWorkload(props: {
  application: Application;
  workload: string;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, workload } = props;
  const problems =
    application.workloads.find(({ name }) => name === workload)?.problems ?? [];
  return (
    <Surface aria-label={workload} sx={{ p: 2 }}>
      <Row>
        <SectionTitle as="h2">{workload}</SectionTitle>
        <Muted>
          {t('entity.ofApplication', {
            application: (
              <Link to={links.application(application.name)}>
                {application.title}
              </Link>
            ),
          })}
        </Muted>
        {problems.length > 0 && (
          <Mark kind="bad">
            {t('application.problems', { count: problems.length })}
          </Mark>
        )}
      </Row>
      <Row as="dl" sx={{ m: 0, mt: 1, columnGap: 3 }}>
        {application.environments.map(({ name, release }) => {
          const version = versionIn(release, workload);
          return (
            <Row key={name} sx={{ gap: 1 }}>
              <Muted as="dt">{name}</Muted>
              <Box component="dd" sx={{ m: 0 }}>
                {version ? (
                  <Code>{version}</Code>
                ) : (
                  <Muted>{t('entity.notThere')}</Muted>
                )}
              </Box>
            </Row>
          );
        })}
      </Row>
    </Surface>
  );
}
