import Box from '@mui/material/Box';
import type { Runtime } from '@tutti/plugin-tutti-common';
import { TextKey, useT } from '../../translation';
import { CauseNote } from '../../ui/CauseNote';
import { Mark, MarkKind } from '../../ui/Mark';
import { Rows } from '../../ui/Rows';
import { Row } from '../../ui/Surface';
import { Muted } from '../../ui/Text';

type RunningWorkload = Runtime['workloads'][number];

const MARKS = {
  failed: { mark: 'bad', word: 'states.failed' },
  missing: { mark: 'warning', word: 'runtime.missing' },
} as const satisfies Record<string, { mark: MarkKind; word: TextKey }>;

function isUnwell(
  workload: RunningWorkload,
): workload is RunningWorkload & { status: keyof typeof MARKS } {
  return workload.status in MARKS;
}

/** The workloads that are not well, each with its cause first. */
export function Unwell(props: { workloads: RunningWorkload[] }) {
  const t = useT();
  const unwell = props.workloads.filter(isUnwell);
  if (unwell.length === 0) return null;
  return (
    <Rows aria-label={t('runtime.unwell')}>
      {unwell.map(({ name, status, message, cause, objects }) => {
        const { mark, word } = MARKS[status];
        const gone = objects.filter(object => object.status === 'missing');
        return (
          <li key={name} aria-label={name}>
            <Box sx={{ px: 2, py: 1.5 }}>
              <Row sx={{ gap: 1.5 }}>
                <Mark kind={mark}>{t(word)}</Mark>
                <b>{name}</b>
                <Muted>{message}</Muted>
              </Row>
              {gone.map(object => (
                <div key={`${object.kind} ${object.name}`}>
                  {object.kind} {object.name}: {object.message}
                </div>
              ))}
              {cause && (
                <>
                  <Box
                    sx={{ fontWeight: 600, my: 0.5, overflowWrap: 'anywhere' }}
                  >
                    {cause.message}
                  </Box>
                  <CauseNote cause={cause} />
                </>
              )}
            </Box>
          </li>
        );
      })}
    </Rows>
  );
}
