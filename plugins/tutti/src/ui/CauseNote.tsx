import Box from '@mui/material/Box';
import type { HealthCause } from '@tutti/plugin-tutti-common';
import { Disclosure } from './Disclosure';
import { Row } from './Surface';
import { Tag } from './Tag';
import { Code, monospace, Muted } from './Text';
import { TimeAgo } from './TimeAgo';

/** What supports a cause: pod, container, its last events, the end of its log. */
export function CauseNote(props: { cause: HealthCause; open?: boolean }) {
  const { reason, pod, container, said, withheld } = props.cause;
  const { events = [], logTail = [] } = props.cause;
  return (
    <Box>
      <Row sx={{ gap: 1 }}>
        <Tag tone="bad">{reason}</Tag>
        {pod && (
          <Muted>
            pod <Code>{pod}</Code>
          </Muted>
        )}
        {container && (
          <Muted>
            container <Code>{container}</Code>
          </Muted>
        )}
      </Row>
      {said && <Box sx={{ overflowWrap: 'anywhere' }}>{said}</Box>}
      {withheld && <Muted>Events and logs are not shown. {withheld}</Muted>}
      {events.length > 0 && (
        <Disclosure
          dense
          open={props.open}
          summary={<Muted>Events of the pod ({events.length})</Muted>}
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
          summary={<Muted>Last lines of its log ({logTail.length})</Muted>}
        >
          <Box
            component="pre"
            tabIndex={0}
            role="group"
            aria-label={`Last lines of the log of ${container ?? 'the pod'}`}
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
