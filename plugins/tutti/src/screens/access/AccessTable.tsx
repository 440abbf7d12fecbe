import Box from '@mui/material/Box';
import type { Why } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Principals } from '../../ui/Principals';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { verbWords } from './verbWords';

function MayI(props: { why: Why }) {
  const t = useT();
  const { allowed, reason } = props.why;
  if (allowed) return <Mark kind="good">{t('access.yes')}</Mark>;
  return (
    <>
      <Mark kind="stopped">{t('access.no')}</Mark>
      <Muted sx={{ display: 'block', maxWidth: 420 }}>{reason}</Muted>
    </>
  );
}

/** The line of access that decides, where it is written, and the permission that must agree. */
function DecidedBy(props: { why: Why }) {
  const t = useT();
  const { permission, access } = props.why;
  return (
    <>
      <Code>{access.line}</Code>{' '}
      {access.line.startsWith('tutti.') && (
        <Muted>{t('access.fromConfig')}</Muted>
      )}
      <Box>
        {permission.granted ? (
          <Muted>
            <Code sx={{ color: 'inherit' }}>{permission.name}</Code>
          </Muted>
        ) : (
          t('ui.permissionNotGranted', { name: <Code>{permission.name}</Code> })
        )}
      </Box>
    </>
  );
}

/** For every verb: may the reader, who may, and what decides. */
export function AccessTable(props: { label: string; items: Why[] }) {
  const t = useT();
  const { label, items } = props;
  return (
    <Table
      label={label}
      head={[
        t('access.what'),
        t('access.mayI'),
        t('access.whoMay'),
        t('access.decidedBy'),
      ]}
    >
      {items.map(why => (
        <tr key={why.verb}>
          <th scope="row">{verbWords(t, why.verb)}</th>
          <td>
            <MayI why={why} />
          </td>
          <td>
            <Principals refs={why.who} />
          </td>
          <td>
            <DecidedBy why={why} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
