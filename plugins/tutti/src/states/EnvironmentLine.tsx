import Box from '@mui/material/Box';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Link } from '../ui/Link';
import { Mark } from '../ui/Mark';
import { Grow, Row } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';
import { environmentState } from './words';

/** Lines with a hair of a line between them, on somebody else's card. */
export function Lines(props: { label: string; children: ReactNode }) {
  return (
    <Box
      component="ul"
      aria-label={props.label}
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        '& > li': { py: 0.75, borderTop: 1, borderColor: 'divider' },
      }}
    >
      {props.children}
    </Box>
  );
}

/** One environment in a line: its name, how it is, what runs, since when; below it what is wrong. */
export function EnvironmentLine(props: {
  application: string;
  environment: EnvironmentSummary;
  /** Its name, where the application does not stand above it. */
  title?: string;
  /** Of the workload that the card is about. */
  version?: string;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, environment, title, version } = props;
  const { name, release, lastDeployment } = environment;
  const state = environmentState(t, environment);
  const since = lastDeployment?.finishedAt ?? lastDeployment?.requestedAt;
  return (
    <li>
      <Row sx={{ columnGap: 1.25, rowGap: 0.25 }}>
        <Link to={links.environment(application, name)}>{title ?? name}</Link>
        <Mark kind={state.mark}>
          {environment.destroyed ? t('environments.destroyed') : state.word}
        </Mark>
        <Grow />
        <Muted>
          {[release && `r${release.number}`, version]
            .filter(part => part !== undefined)
            .join(' · ')}
          {release && since && ' · '}
          {since && <TimeAgo at={since} />}
        </Muted>
      </Row>
      {state.detail && (
        <Muted sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          {state.detail}
        </Muted>
      )}
    </li>
  );
}
