import Box from '@mui/material/Box';
import type { Plan } from '@tutti/plugin-tutti-common';
import { actionOf } from '../../states/words';
import { Muted } from '../../ui/Text';
import { toneColor } from '../../ui/tone';
import { policySummary } from './policyWords';

const ORDER = [
  'create',
  'update',
  'replace',
  'destroy',
  'adopt',
  'hold',
  'retain',
  'keep',
] as const;

const phrases: Record<(typeof ORDER)[number], string> = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  destroy: 'to remove',
  adopt: 'to adopt',
  hold: 'held back',
  retain: 'retained',
  keep: 'unchanged',
};

/** The plan in numbers; zeros are left out. */
export function SummaryCounts(props: { plan: Plan }) {
  const { summary, policies } = props.plan;
  const counts = ORDER.filter(action => summary[action] > 0);
  return (
    <Box
      component="ul"
      aria-label="Summary"
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
        const { sign, tone } = actionOf(action);
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
            {phrases[action]}
          </Box>
        );
      })}
      <Box component="li">
        <Muted>Policies: {policySummary(policies)}</Muted>
      </Box>
    </Box>
  );
}
