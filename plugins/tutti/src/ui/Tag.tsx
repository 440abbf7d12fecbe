import { styled } from '@mui/material/styles';
import { Tone, toneColor, toneLine, toneWash } from './tone';

/** A small word on a quiet ground. */
export const Tag = styled('span', {
  shouldForwardProp: name => name !== 'tone',
})<{ tone?: Tone }>(({ theme, tone = 'quiet' }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  padding: '1px 8px',
  borderRadius: 999,
  border: `1px solid ${toneLine(theme, tone)}`,
  backgroundColor: toneWash(theme, tone),
  color: toneColor(theme, tone),
  fontSize: 12,
  fontWeight: 500,
  lineHeight: '18px',
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
}));
