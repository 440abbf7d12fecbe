import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { Surface } from './Surface';

const Plain = styled('table')(({ theme }) => ({
  width: '100%',
  borderCollapse: 'collapse',
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': {
    textAlign: 'left',
    verticalAlign: 'top',
    padding: theme.spacing(1.25, 2),
    fontWeight: 400,
  },
  '& thead th': {
    color: theme.palette.text.secondary,
    fontSize: 12.5,
    fontWeight: 500,
    whiteSpace: 'nowrap',
  },
  '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}` },
  '& tbody th': { fontWeight: 500 },
  '& .whole': { whiteSpace: 'nowrap' },
  '& .actions': {
    textAlign: 'right',
    whiteSpace: 'nowrap',
    padding: '6px 12px',
  },
}));

/** A table on a card; it scrolls by itself where it is too wide. */
export function Table(props: {
  label: string;
  /** Column heads; an empty one is for buttons. */
  head: string[];
  /** CSS widths of the columns, where the longest content shall not decide. */
  widths?: string[];
  children: ReactNode;
}) {
  return (
    <Surface sx={{ overflowX: 'auto' }}>
      <Plain
        aria-label={props.label}
        style={props.widths && { tableLayout: 'fixed', minWidth: 720 }}
      >
        {props.widths && (
          <colgroup>
            {props.widths.map((width, index) => (
              <col key={index} style={{ width }} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr>
            {props.head.map((name, index) =>
              name ? (
                <th key={name} scope="col">
                  {name}
                </th>
              ) : (
                <td key={index} />
              ),
            )}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </Plain>
    </Surface>
  );
}
