import Box from '@mui/material/Box';
import ChevronRight from '@mui/icons-material/ChevronRight';
import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import { Mark, MarkKind } from '../../ui/Mark';
import { Muted } from '../../ui/Text';
import { formatDuration } from '../../ui/time';
import { progressOf } from './runEvents';

type Phase = Deployment['phases'][number];

const words: Record<Phase['phase'], string> = {
  read: 'Read',
  match: 'Match',
  create: 'Create',
  deploy: 'Deploy',
};

const marks: Record<Phase['status'], { mark: MarkKind; said: string }> = {
  pending: { mark: 'none', said: 'not begun' },
  running: { mark: 'active', said: 'under way' },
  done: { mark: 'good', said: 'done' },
  failed: { mark: 'bad', said: 'failed' },
};

/** Read, match, create, deploy: how far it is, and how long each took. */
export function Phases(props: { detail: DeploymentDetail }) {
  const { detail } = props;
  const { done, of } = progressOf(detail.steps);
  return (
    <Box
      component="ol"
      aria-label="Phases"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1,
        rowGap: 0.5,
        m: 0,
        p: 0,
        listStyle: 'none',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {detail.phases.map((phase, index) => {
        const { mark, said } = marks[phase.status];
        const counted = phase.phase === 'deploy' && phase.status !== 'pending';
        return (
          <Box
            component="li"
            key={phase.phase}
            sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
          >
            {index > 0 && (
              <ChevronRight
                aria-hidden
                sx={{ fontSize: 18, color: 'text.disabled' }}
              />
            )}
            <span title={phase.message ?? said}>
              <Mark kind={mark}>
                {words[phase.phase]}
                {counted && ` ${done}/${of}`}
              </Mark>
            </span>
            {phase.durationMs !== undefined && (
              <Muted>{formatDuration(phase.durationMs)}</Muted>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
