import { styled } from '@mui/material/styles';
import type { ApplicationSummary } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useTuttiLinks } from '../../routes';
import { Link } from '../../ui/Link';
import { EntityName } from '../../ui/EntityLink';
import { PlainButton } from '../../ui/PlainButton';
import { Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { cellOf, columnsOf } from './columns';
import { CellLink, EnvironmentCell } from './EnvironmentCell';
import { useGridKeys } from './useGridKeys';

const Table = styled('table')(({ theme }) => ({
  width: '100%',
  borderCollapse: 'collapse',
  tableLayout: 'fixed',
  minWidth: 760,
  '& th, & td': { textAlign: 'left', verticalAlign: 'top', padding: 4 },
  '& thead th': {
    padding: theme.spacing(1.25, 2.5),
    color: theme.palette.text.secondary,
    fontSize: 12.5,
    fontWeight: 500,
  },
  '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}`, height: 1 },
  '& tbody th': { fontWeight: 400, width: 260, height: 'inherit' },
  '& tbody td': { height: 'inherit' },
}));

const Name = styled('span')({ fontSize: 15, fontWeight: 600 });

const Cell = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
});

const Nothing = styled('span')(({ theme }) => ({
  display: 'block',
  padding: theme.spacing(1.5, 2),
  color: theme.palette.text.disabled,
}));

const ROWS_AT_ONCE = 50;

/** As many rows as one reads, and a way to more. */
export function ApplicationGrid(props: { applications: ApplicationSummary[] }) {
  const { applications } = props;
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const more = Math.min(ROWS_AT_ONCE, applications.length - rows);
  return (
    <>
      <Rows applications={applications.slice(0, rows)} />
      {more > 0 && (
        <PlainButton onClick={() => setRows(rows + more)}>
          Show {more} more of {applications.length}
        </PlainButton>
      )}
    </>
  );
}

/** A row per application, a column per environment type; arrow keys go from cell to cell. */
function Rows(props: { applications: ApplicationSummary[] }) {
  const { applications } = props;
  const links = useTuttiLinks();
  const columns = columnsOf(applications);
  const { onKeyDown, cellProps } = useGridKeys({
    rows: applications.length,
    columns: columns.length + 1,
  });
  return (
    <Surface sx={{ overflowX: 'auto' }}>
      <Table role="grid" aria-label="Applications" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 240 }}>
              Application
            </th>
            {columns.map(column => (
              <th scope="col" key={column.type}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {applications.map((application, row) => (
            <tr key={application.id}>
              <th scope="row">
                <CellLink
                  href={links.application(application.name)}
                  {...cellProps(row, 0)}
                >
                  <Name>{application.title}</Name>
                  <Muted>
                    {application.name}
                    {application.owner && (
                      <>
                        {' · '}
                        <EntityName entityRef={application.owner} />
                      </>
                    )}
                  </Muted>
                </CellLink>
              </th>
              {columns.map((column, index) => {
                const { shown, folded } = cellOf(application, column);
                return (
                  <td key={column.type}>
                    <Cell>
                      {shown ? (
                        <EnvironmentCell
                          environment={shown}
                          href={links.environment(application.name, shown.name)}
                          {...cellProps(row, index + 1)}
                        />
                      ) : (
                        <Nothing>–</Nothing>
                      )}
                      {folded > 0 && (
                        <Link
                          to={links.application(application.name)}
                          sx={{
                            fontSize: 12.5,
                            ml: 2,
                            pb: 1,
                            alignSelf: 'flex-start',
                          }}
                          aria-label={`${folded} more of ${column.title} in ${application.title}`}
                        >
                          +{folded}
                        </Link>
                      )}
                    </Cell>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Surface>
  );
}
