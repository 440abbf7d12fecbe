import { styled } from '@mui/material/styles';
import type {
  ApplicationPage,
  ApplicationSummary,
} from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
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
  '& th, & td': { textAlign: 'left', verticalAlign: 'top', padding: 4 },
  '& thead th': {
    padding: theme.spacing(1.25, 2.5),
    color: theme.palette.text.secondary,
    fontSize: 12.5,
    fontWeight: 500,
  },
  '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}`, height: 1 },
  '& tbody th': { fontWeight: 400, height: 'inherit' },
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

/** Pixels below which the grid scrolls rather than squeezes its columns. */
const WIDTHS = {
  page: { application: 240, environment: 170 },
  card: { application: 150, environment: 140 },
};

/** The rows that are there, and the way to more. */
export function ApplicationGrid(props: {
  page: ApplicationPage;
  /** So many can be shown in addition. */
  more: number;
  onMore(): void;
}) {
  const t = useT();
  const { page, more } = props;
  return (
    <>
      <ApplicationRows applications={page.items} on="page" />
      {more > 0 && (
        <PlainButton onClick={props.onMore}>
          {t('applications.showMore', {
            more: String(more),
            all: String(page.total),
          })}
        </PlainButton>
      )}
    </>
  );
}

/** A row per application, a column per environment type; arrow keys go from cell to cell. */
export function ApplicationRows(props: {
  applications: ApplicationSummary[];
  on: keyof typeof WIDTHS;
}) {
  const t = useT();
  const { applications, on } = props;
  const { application: first, environment: other } = WIDTHS[on];
  const links = useTuttiLinks();
  const columns = columnsOf(applications);
  const { onKeyDown, cellProps } = useGridKeys({
    rows: applications.length,
    columns: columns.length + 1,
  });
  return (
    <Surface
      sx={{ overflowX: 'auto', ...(on === 'card' && { border: 'none' }) }}
    >
      <Table
        style={{ minWidth: first + other * columns.length }}
        role="grid"
        aria-label={t('applications.pageTitle')}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" style={{ width: first }}>
              {t('applications.columnApplication')}
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
                          aria-label={t('applications.foldedEnvironments', {
                            n: String(folded),
                            type: column.title,
                            application: application.title,
                          })}
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
