import ChevronRight from '@mui/icons-material/ChevronRight';
import { styled } from '@mui/material/styles';
import { ReactNode, useState } from 'react';

const Details = styled('details', {
  shouldForwardProp: name => name !== 'dense',
})<{ dense: boolean }>(({ theme, dense }) => ({
  '& > summary': {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(dense ? 0.5 : 1.25),
    padding: dense
      ? theme.spacing(0.5, 1, 0.5, 0)
      : theme.spacing(1.25, 2, 1.25, 1.25),
    cursor: 'pointer',
    listStyle: 'none',
    borderRadius: 10,
    '&::-webkit-details-marker': { display: 'none' },
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
    '& > svg:first-of-type': {
      flex: 'none',
      fontSize: 20,
      color: theme.palette.text.secondary,
      transition: 'transform 120ms',
    },
  },
  '&[open] > summary > svg:first-of-type': { transform: 'rotate(90deg)' },
}));

/** A line that opens to more; what is closed is not rendered. */
export function Disclosure(props: {
  summary: ReactNode;
  open?: boolean;
  /** Inside of something else. */
  dense?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(props.open ?? false);
  return (
    <Details
      open={open}
      dense={props.dense ?? false}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        <ChevronRight aria-hidden />
        {props.summary}
      </summary>
      {open && props.children}
    </Details>
  );
}
