import Cancel from '@mui/icons-material/CancelOutlined';
import Check from '@mui/icons-material/CheckCircleOutlined';
import Circle from '@mui/icons-material/RadioButtonUnchecked';
import Help from '@mui/icons-material/HelpOutline';
import Hourglass from '@mui/icons-material/HourglassEmpty';
import Remove from '@mui/icons-material/RemoveCircleOutline';
import Sync from '@mui/icons-material/Sync';
import Warning from '@mui/icons-material/WarningAmberOutlined';
import { keyframes, styled } from '@mui/material/styles';
import { ComponentType, ReactNode } from 'react';
import { Tone, toneColor } from './tone';

/** The shapes of state; each is told apart without colour. */
export type MarkKind =
  | 'good'
  | 'same'
  | 'active'
  | 'waiting'
  | 'warning'
  | 'bad'
  | 'stopped'
  | 'unknown'
  | 'none';

const shapes: Record<
  MarkKind,
  { tone: Tone; Icon: ComponentType<{ 'aria-hidden': true }> }
> = {
  good: { tone: 'good', Icon: Check },
  same: { tone: 'quiet', Icon: Check },
  active: { tone: 'active', Icon: Sync },
  waiting: { tone: 'quiet', Icon: Hourglass },
  warning: { tone: 'warning', Icon: Warning },
  bad: { tone: 'bad', Icon: Cancel },
  stopped: { tone: 'quiet', Icon: Remove },
  unknown: { tone: 'quiet', Icon: Help },
  none: { tone: 'quiet', Icon: Circle },
};

const turn = keyframes({ to: { transform: 'rotate(-360deg)' } });

const Root = styled('span', {
  shouldForwardProp: name => name !== 'tone' && name !== 'turning',
})<{ tone: Tone; turning: boolean }>(({ theme, tone, turning }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  height: 'fit-content',
  gap: 6,
  minWidth: 0,
  fontWeight: 500,
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
  color: toneColor(theme, tone),
  // The word, not the icon, stands on the line of the text around.
  '& > span': { alignSelf: 'baseline' },
  '& svg': {
    flex: 'none',
    fontSize: '1.2em',
    ...(turning && {
      '@media (prefers-reduced-motion: no-preference)': {
        animation: `${turn} 1.6s linear infinite`,
      },
    }),
  },
}));

export function toneOf(kind: MarkKind): Tone {
  return shapes[kind].tone;
}

/** A state: icon and word, never a colour alone. */
export function Mark(props: { kind: MarkKind; children: ReactNode }) {
  const { tone, Icon } = shapes[props.kind];
  return (
    <Root tone={tone} turning={props.kind === 'active'}>
      <Icon aria-hidden />
      <span>{props.children}</span>
    </Root>
  );
}
