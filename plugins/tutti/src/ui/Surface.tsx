import { styled, Theme } from '@mui/material/styles';

/** Where the keyboard is: seen on everything that can be pressed, in both themes. */
export function focusRing(theme: Theme) {
  return {
    '& :focus-visible:not(h2, input, textarea, pre)': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
    '& h2:focus': { outline: 'none' },
  };
}

/** A calm card: paper, a hair of a line, no shadow. */
export const Surface = styled('section')(({ theme }) => ({
  backgroundColor: theme.palette.background.paper,
  color: theme.palette.text.primary,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 10,
  minWidth: 0,
}));

/** The content of a page, under the header that the app draws. */
export const PageBody = styled('main')(({ theme }) => ({
  ...focusRing(theme),
  display: 'flex',
  flexDirection: 'column',
  gap: theme.spacing(3),
  padding: theme.spacing(0, 2.5, 6),
  color: theme.palette.text.primary,
  fontFamily: theme.typography.fontFamily,
  fontSize: 14,
  lineHeight: 1.5,
  minWidth: 0,
}));

/** The same as a part of somebody else's page, which has its own main. */
export const SectionBody = styled('div')(({ theme }) => ({
  ...focusRing(theme),
  display: 'flex',
  flexDirection: 'column',
  gap: theme.spacing(3),
  color: theme.palette.text.primary,
  fontFamily: theme.typography.fontFamily,
  fontSize: 14,
  lineHeight: 1.5,
  minWidth: 0,
}));

export const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  minWidth: 0,
}));

export const Grow = styled('span')({ flex: '1 1 auto' });

export const Stack = styled('div')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  gap: theme.spacing(1.5),
  minWidth: 0,
}));
