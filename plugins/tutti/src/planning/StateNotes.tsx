import Box from '@mui/material/Box';
import type { EnvironmentSummary, Promotion } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { Link } from '../ui/Link';
import { TimeAgo } from '../ui/TimeAgo';
import { TimeUntil } from '../ui/TimeUntil';
import { ResumeButton } from '../waiting/ResumeButton';
import { Note } from './Note';
import { isTold, PromotionNote } from './PromotionNote';
import { ResumePaused } from './ResumePaused';

/** Paused, held, frozen: what keeps deployments out, why, and how it ends. Nothing where nothing does. */
export function StateNotes(props: {
  application: string;
  environment: EnvironmentSummary;
  /** What comes here from the environment before it. */
  promotion?: Promotion | undefined;
  onChanged(): void;
}) {
  const t = useT();
  const { application, environment, promotion, onChanged } = props;
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
  const isQuiet = !hold && !frozen && !paused && !drift;
  if (isQuiet && !isTold(promotion) && scaled.length === 0) return null;
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
      <PromotionNote promotion={promotion} environment={environment} />
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
