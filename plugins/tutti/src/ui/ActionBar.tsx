import { styled } from '@mui/material/styles';

/** Stays at the bottom of what is seen: the decision of the page. */
export const ActionBar = styled('div')(({ theme }) => ({
  position: 'sticky',
  bottom: theme.spacing(1.5),
  marginBottom: theme.spacing(-4.5),
  zIndex: 2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  padding: theme.spacing(1.5, 2),
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 10,
  backgroundColor: theme.palette.background.paper,
  boxShadow:
    theme.palette.mode === 'dark'
      ? '0 4px 28px rgba(0, 0, 0, 0.5)'
      : '0 4px 28px rgba(0, 0, 0, 0.1)',
}));
