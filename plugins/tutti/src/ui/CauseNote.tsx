import Box from '@mui/material/Box';
import type { HealthCause } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { Disclosure } from './Disclosure';
import { Row } from './Surface';
import { Tag } from './Tag';
import { Code, monospace, Muted } from './Text';
import { TimeAgo } from './TimeAgo';

/** What to do about a cause, and what supports it: pod, container, its last events, the end of its log. */
export function CauseNote(props: { cause: HealthCause; open?: boolean }) {
  const t = useT();
  const { reason, hint, pod, container, said, withheld } = props.cause;
  const { events = [], logTail = [] } = props.cause;
  return (
    <Box>
      <Row sx={{ gap: 1 }}>
        <Tag tone="bad">{reason}</Tag>
        {pod && <Muted>{t('ui.pod', { name: <Code>{pod}</Code> })}</Muted>}
        {container && (
          <Muted>{t('ui.container', { name: <Code>{container}</Code> })}</Muted>
        )}
      </Row>
      {hint && <Box>{hint}</Box>}
      {said && <Box sx={{ overflowWrap: 'anywhere' }}>{said}</Box>}
      {withheld && <Muted>{t('ui.withheld', { reason: withheld })}</Muted>}
      {events.length > 0 && (
        <Disclosure
          dense
          open={props.open}
          summary={
            <Muted>{t('ui.podEvents', { n: String(events.length) })}</Muted>
          }
        >
          <Box
            component="ul"
            sx={{ m: 0, pl: 3, pb: 1, listStyle: 'none', fontSize: 13 }}
          >
            {events.map((event, index) => (
              <Box component="li" key={index} sx={{ overflowWrap: 'anywhere' }}>
                <Muted>
                  <TimeAgo at={event.time} />
                </Muted>{' '}
                <b>{event.reason}</b> {event.message}
              </Box>
            ))}
          </Box>
        </Disclosure>
      )}
      {logTail.length > 0 && (
        <Disclosure
          dense
          open={props.open}
          summary={
            <Muted>{t('ui.lastLines', { n: String(logTail.length) })}</Muted>
          }
        >
          <Box
            component="pre"
            tabIndex={0}
            role="group"
            aria-label={
              container
                ? t('ui.lastLinesOf', { container })
                : t('ui.lastLinesOfPod')
            }
            sx={{
              m: 0,
              ml: 3,
              mb: 1,
              p: 1.5,
              maxHeight: 260,
              overflow: 'auto',
              borderRadius: '8px',
              bgcolor: 'background.default',
              fontFamily: monospace,
              fontSize: 12.5,
              lineHeight: 1.5,
            }}
          >
            {logTail.join('\n')}
          </Box>
        </Disclosure>
      )}
    </Box>
  );
}
