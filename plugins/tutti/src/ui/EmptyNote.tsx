import Box from '@mui/material/Box';
import { ReactNode } from 'react';
import { Muted, SectionTitle } from './Text';

/** Nothing is here, and this is the way on. */
export function EmptyNote(props: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        gap: 1,
        px: 3,
        py: 5,
        textAlign: 'center',
      }}
    >
      <SectionTitle>{props.title}</SectionTitle>
      {props.children && <Muted sx={{ maxWidth: 520 }}>{props.children}</Muted>}
      {props.actions && (
        <Box sx={{ display: 'flex', gap: 1.5, mt: 1.5 }}>{props.actions}</Box>
      )}
    </Box>
  );
}
