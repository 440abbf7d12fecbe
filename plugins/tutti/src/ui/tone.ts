import { alpha, Theme } from '@mui/material/styles';

/** What a colour means here; a word or an icon always says the same. */
export type Tone = 'good' | 'active' | 'warning' | 'bad' | 'quiet';

const light: Record<Tone, string> = {
  good: '#1a7440',
  active: '#1f5493',
  warning: '#8a5300',
  bad: '#b3132b',
  quiet: '#5c6370',
};

const dark: Record<Tone, string> = {
  good: '#86dda6',
  active: '#9cc9ff',
  warning: '#ffc26b',
  bad: '#ffb0b4',
  quiet: '#d2d6dd',
};

/** Readable as text (contrast 4.5 and more) on paper and on the page of both themes. */
export function toneColor(theme: Theme, tone: Tone): string {
  if (tone === 'active') return theme.palette.primary.main;
  return (theme.palette.mode === 'dark' ? dark : light)[tone];
}

/** A quiet background of the same meaning. */
export function toneWash(theme: Theme, tone: Tone): string {
  return alpha(
    toneColor(theme, tone),
    theme.palette.mode === 'dark' ? 0.12 : 0.08,
  );
}

/** A border of the same meaning. */
export function toneLine(theme: Theme, tone: Tone): string {
  return alpha(toneColor(theme, tone), 0.35);
}
