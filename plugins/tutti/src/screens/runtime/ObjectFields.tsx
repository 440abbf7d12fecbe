import Box from '@mui/material/Box';
import type { FieldManager } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

/** Who set which fields, as the API server keeps it. */
export function ObjectFields(props: { managers: FieldManager[] }) {
  const t = useT();
  const { managers } = props;
  if (managers.length === 0) {
    return <EmptyNote title={t('runtime.noManagers')} />;
  }
  return (
    <Table
      label={t('runtime.fields')}
      head={[t('runtime.manager'), t('runtime.fieldsHead')]}
      widths={['30%', '70%']}
    >
      {managers.map(({ name, operation, at, fields }, index) => (
        <tr key={index}>
          <th scope="row">
            {name}
            <Muted sx={{ display: 'block' }}>{operation}</Muted>
            {at && (
              <Muted sx={{ display: 'block' }}>
                <TimeAgo at={at} />
              </Muted>
            )}
          </th>
          <Box component="td" sx={{ overflowWrap: 'anywhere' }}>
            {fields.map(field => (
              <div key={field}>
                <Code>{field}</Code>
              </div>
            ))}
          </Box>
        </tr>
      ))}
    </Table>
  );
}
