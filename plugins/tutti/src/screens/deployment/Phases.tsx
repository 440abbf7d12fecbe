import Box from '@mui/material/Box';
import ChevronRight from '@mui/icons-material/ChevronRight';
import type { Deployment, DeploymentDetail } from '@tutti/plugin-tutti-common';
import { TextKey, useT } from '../../translation';
import { Mark, MarkKind } from '../../ui/Mark';
import { Muted } from '../../ui/Text';
import { formatDuration } from '../../ui/time';
import { progressOf } from './runEvents';

type Phase = Deployment['phases'][number];

const words = {
  read: 'deployment.read',
  match: 'deployment.match',
  create: 'deployment.create',
  deploy: 'deployment.deploy',
} as const;

const marks = {
  pending: { mark: 'none', said: 'deployment.phasePending' },
  running: { mark: 'active', said: 'deployment.phaseRunning' },
  done: { mark: 'good', said: 'deployment.phaseDone' },
  failed: { mark: 'bad', said: 'deployment.phaseFailed' },
} as const satisfies Record<Phase['status'], { mark: MarkKind; said: TextKey }>;

/** Read, match, create, deploy: how far it is, and how long each took. */
export function Phases(props: { detail: DeploymentDetail }) {
  const t = useT();
  const { detail } = props;
  const { done, of } = progressOf(detail);
  return (
    <Box
      component="ol"
      aria-label={t('deployment.phases')}
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
            <span title={phase.message ?? t(said)}>
              <Mark kind={mark}>
                {counted
                  ? t('deployment.deployOf', {
                      done: String(done),
                      of: String(of),
                    })
                  : t(words[phase.phase])}
              </Mark>
            </span>
            {phase.durationMs !== undefined && (
              <Muted>{formatDuration(t, phase.durationMs)}</Muted>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
