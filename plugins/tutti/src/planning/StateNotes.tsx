import Box from '@mui/material/Box';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import type { ReactNode } from 'react';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { Link } from '../ui/Link';
import { Tag } from '../ui/Tag';
import { TimeAgo } from '../ui/TimeAgo';
import { TimeUntil } from '../ui/TimeUntil';
import { ResumeButton } from '../waiting/ResumeButton';
import { ResumePaused } from './ResumePaused';

function Note(props: { tag: string; text: ReactNode; action?: ReactNode }) {
  const { tag, text, action } = props;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.25,
        rowGap: 0.5,
        fontSize: 13,
      }}
    >
      <Tag tone="warning">{tag}</Tag>
      <Box sx={{ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      {action}
    </Box>
  );
}

/** Paused, held, frozen: what keeps deployments out, why, and how it ends. Nothing where nothing does. */
export function StateNotes(props: {
  application: string;
  environment: EnvironmentSummary;
  onChanged(): void;
}) {
  const t = useT();
  const { application, environment, onChanged } = props;
  const {
    name,
    hold,
    frozen,
    paused,
    replicas = {},
    allowed,
    drift,
  } = environment;
  const links = useTuttiLinks();
  const scaled = Object.entries(replicas);
  if (!hold && !frozen && !paused && !drift && scaled.length === 0) return null;
  return (
    <Box
      component="ul"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
      }}
    >
      {paused && (
        <Note
          tag={t('verbs.tagPaused')}
          text={t('verbs.pausedText', { environment: name })}
          action={
            <ResumePaused application={application} environment={environment} />
          }
        />
      )}
      {hold && (
        <Note
          tag={t('verbs.tagHeld')}
          text={t('verbs.heldText', {
            ago: <TimeAgo at={hold.since} />,
            who: <Author by={hold.by} />,
            reason: hold.reason,
          })}
          action={
            <ResumeButton
              application={application}
              environment={name}
              hold={hold}
              allowed={allowed.resume}
              onResumed={onChanged}
            />
          }
        />
      )}
      {frozen && (
        <Note
          tag={t('verbs.tagFrozen')}
          text={t('verbs.frozenText', {
            title: frozen.title,
            until: <TimeUntil at={frozen.until} />,
          })}
        />
      )}
      {drift && (
        <Note
          tag={t('drift.tag')}
          text={
            <Link to={links.environment(application, name, 'drift')}>
              {t('drift.note', { count: drift.objects })}
            </Link>
          }
        />
      )}
      {scaled.length > 0 && !paused && (
        <Box component="li" sx={{ fontSize: 13, color: 'text.secondary' }}>
          {t('verbs.scaledText', {
            list: scaled
              .map(([workload, count]) => `${workload} ${count}`)
              .join(', '),
          })}
        </Box>
      )}
    </Box>
  );
}
