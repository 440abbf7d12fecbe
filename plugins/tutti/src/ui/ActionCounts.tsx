import Box from '@mui/material/Box';
import type { PlanSummary } from '@tutti/plugin-tutti-common';
import type { ReactNode } from 'react';
import { actionOf } from '../states/words';
import { useT } from '../translation';
import { toneColor } from './tone';

const ORDER = [
  'create',
  'update',
  'replace',
  'destroy',
  'adopt',
  'hold',
  'retain',
  'detach',
  'keep',
] as const;

const phrases = {
  create: 'ui.countCreate',
  update: 'ui.countUpdate',
  replace: 'ui.countReplace',
  destroy: 'ui.countDestroy',
  adopt: 'ui.countAdopt',
  hold: 'ui.countHold',
  retain: 'ui.countRetain',
  detach: 'ui.countDetach',
  keep: 'ui.countKeep',
} as const;

/** What would be done, in numbers; zeros are left out. */
export function ActionCounts(props: {
  label: string;
  summary: PlanSummary;
  /** One more item at the end. */
  children?: ReactNode;
}) {
  const t = useT();
  const { label, summary, children } = props;
  const counts = ORDER.filter(action => (summary[action] ?? 0) > 0);
  return (
    <Box
      component="ul"
      aria-label={label}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'baseline',
        columnGap: 3.5,
        rowGap: 1,
        m: 0,
        p: 0,
        listStyle: 'none',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {counts.map(action => {
        const { sign, tone } = actionOf(t, action);
        return (
          <Box component="li" key={action}>
            <Box
              component="span"
              sx={{
                fontSize: 22,
                fontWeight: 650,
                mr: 0.75,
                color: theme => toneColor(theme, tone),
              }}
            >
              <span aria-hidden>{sign}</span>
              {summary[action]}
            </Box>
            {t(phrases[action])}
          </Box>
        );
      })}
      {children && <Box component="li">{children}</Box>}
    </Box>
  );
}
