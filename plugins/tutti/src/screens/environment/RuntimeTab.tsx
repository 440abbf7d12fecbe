import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { Runtime } from '@tutti/plugin-tutti-common';
import { runtimeQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { CauseNote } from '../../ui/CauseNote';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Mark, MarkKind } from '../../ui/Mark';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Stack, Surface } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

const EVERY = 6_000;

type RunningWorkload = Runtime['workloads'][number];

const marks: Record<
  RunningWorkload['status'],
  { mark: MarkKind; word: string }
> = {
  healthy: { mark: 'good', word: 'Healthy' },
  progressing: { mark: 'active', word: 'Starting' },
  failed: { mark: 'bad', word: 'Failed' },
  missing: { mark: 'warning', word: 'Missing' },
};

function WorkloadNote(props: { workload: RunningWorkload }) {
  const { name, status, message, cause, objects } = props.workload;
  const { mark, word } = marks[status];
  return (
    <li aria-label={name}>
      <Disclosure
        open={status === 'failed' || status === 'missing'}
        summary={
          <>
            <Box
              sx={{
                display: 'grid',
                gridTemplateColumns: '130px minmax(0, 1fr)',
                gap: 1.5,
                flex: 1,
                alignItems: 'baseline',
              }}
            >
              <Mark kind={mark}>{word}</Mark>
              <span>
                <b>{name}</b> <Muted>{message}</Muted>
              </span>
            </Box>
            <Grow sx={{ flexGrow: 0 }} />
            <Muted>
              {objects.length === 1 ? '1 object' : `${objects.length} objects`}
            </Muted>
          </>
        }
      >
        <Box sx={{ px: 2.5, pb: 2 }}>
          {cause && (
            <Box sx={{ mb: 1.5 }}>
              <Box sx={{ fontWeight: 600, mb: 0.5, overflowWrap: 'anywhere' }}>
                {cause.message}
              </Box>
              <CauseNote cause={cause} open />
            </Box>
          )}
          <Box
            component="ul"
            sx={{
              m: 0,
              p: 0,
              listStyle: 'none',
              fontSize: 13,
              '& > li': {
                display: 'grid',
                gridTemplateColumns: {
                  xs: '1fr',
                  md: '130px minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2fr)',
                },
                columnGap: 1.5,
                py: 0.75,
                borderTop: 1,
                borderColor: 'divider',
              },
            }}
          >
            {objects.map(object => (
              <li key={`${object.kind} ${object.name}`}>
                <Muted>{object.kind}</Muted>
                <Code>{object.name}</Code>
                <span>{object.status}</span>
                <Muted>{object.message}</Muted>
              </li>
            ))}
          </Box>
        </Box>
      </Disclosure>
    </li>
  );
}

/** What is there now: workloads down to their pods, with the cause where one fails. */
export function RuntimeTab(props: {
  application: string;
  environment: string;
}) {
  const { application, environment } = props;
  const answer = useTutti(
    runtimeQuestion,
    [application, environment],
    () => EVERY,
  );
  return (
    <Loaded
      answer={answer}
      what="runtime view"
      skeleton={<Skeletons count={4} height={48} />}
    >
      {runtime => (
        <Stack>
          {runtime.error && (
            <Alert severity="warning" variant="outlined">
              The cluster does not answer: {runtime.error} This is what was seen
              last.
            </Alert>
          )}
          {runtime.workloads.length === 0 ? (
            <Surface>
              <EmptyNote title="Nothing runs here yet">
                Deploy, and its workloads and pods appear.
              </EmptyNote>
            </Surface>
          ) : (
            <>
              <Muted>
                Looked at <TimeAgo at={runtime.observedAt} />
              </Muted>
              <Rows aria-label="Workloads">
                {runtime.workloads.map(workload => (
                  <WorkloadNote key={workload.name} workload={workload} />
                ))}
              </Rows>
            </>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
