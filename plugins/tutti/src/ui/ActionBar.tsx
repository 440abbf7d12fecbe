import { styled } from '@mui/material/styles';

/** Stays at the bottom of what is seen: the decision of the page. */
export const ActionBar = styled('div')(({ theme }) => ({
  position: 'sticky',
  bottom: 0,
  marginBottom: theme.spacing(-6),
  zIndex: 2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  padding: theme.spacing(1.5, 2),
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: '10px 10px 0 0',
  backgroundColor: theme.palette.background.paper,
  boxShadow:
    theme.palette.mode === 'dark'
      ? '0 -6px 24px rgba(0, 0, 0, 0.45)'
      : '0 -6px 24px rgba(0, 0, 0, 0.08)',
}));
