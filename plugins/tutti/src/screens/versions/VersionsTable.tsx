import Box from '@mui/material/Box';
import {
  shortDigest,
  VersionCell,
  VersionImage,
  VersionsRow,
} from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Row } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { columnsOf, versionOf, wholeImage } from './versionWords';

/** The tag, and by which digest what ran under it is known. */
function Image({ image }: { image: VersionImage }) {
  const t = useT();
  const whole = wholeImage(image);
  const version = versionOf(image.image);
  const digest = image.digest && shortDigest(image.digest);
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      <Code title={whole}>{version}</Code>
      {digest !== undefined && (
        <Row sx={{ columnGap: 0.5, rowGap: 0, fontSize: 12.5 }}>
          {digest !== version && <Code title={whole}>{digest}</Code>}
          <CopyButton
            text={whole}
            what={t('versions.imageToCopy', { version })}
          />
        </Row>
      )}
    </Box>
  );
}

function Cell(props: { application: string; cell: VersionCell | undefined }) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, cell } = props;
  if (!cell) return <Muted>–</Muted>;
  const [main, ...others] = cell.images;
  return (
    <Box sx={{ minWidth: 110 }}>
      {main ? <Image image={main} /> : <Code>–</Code>}
      {others.length > 0 && (
        <Muted
          sx={{ display: 'block', fontSize: 12 }}
          title={others
            .map(image => `${image.container}: ${wholeImage(image)}`)
            .join('\n')}
        >
          {t('versions.moreImages', { count: others.length })}
        </Muted>
      )}
      <Link
        to={links.environment(application, cell.environment)}
        sx={{ fontSize: 12.5 }}
        aria-label={`${application}/${cell.environment} r${cell.release.number}`}
      >
        r{cell.release.number}
      </Link>
      {cell.isOdd && (
        <Box sx={{ fontSize: 12.5 }}>
          <Mark kind="warning">{t('versions.odd')}</Mark>
        </Box>
      )}
    </Box>
  );
}

/** Workloads down, environments across. */
export function VersionsTable(props: { rows: VersionsRow[] }) {
  const t = useT();
  const links = useTuttiLinks();
  const { rows } = props;
  const columns = columnsOf(rows);
  return (
    <Table
      label={t('versions.heading')}
      head={[t('versions.workload'), ...columns]}
    >
      {rows.map(({ application, applicationTitle, workload, cells }) => (
        <tr key={`${application}/${workload}`}>
          <th scope="row">
            {workload}
            <Muted sx={{ display: 'block' }}>
              <Link to={links.application(application)}>
                {applicationTitle}
              </Link>
            </Muted>
          </th>
          {columns.map(column => (
            <td key={column}>
              <Cell
                application={application}
                cell={cells.find(({ environment }) => environment === column)}
              />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
