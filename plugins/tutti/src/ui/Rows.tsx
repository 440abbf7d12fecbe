import { styled } from '@mui/material/styles';

/** A card of rows with a hair of a line between them. */
export const Rows = styled('ul')(({ theme }) => ({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  minWidth: 0,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 10,
  backgroundColor: theme.palette.background.paper,
  color: theme.palette.text.primary,
  '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
}));
