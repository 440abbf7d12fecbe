import Box from '@mui/material/Box';
import type { JsonObject } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { isOpen, schemaRows } from './schemaRows';

/** Params or outputs of a resource type; secret ones are marked. */
export function SchemaTable(props: { label: string; schema: JsonObject }) {
  const t = useT();
  const { label, schema } = props;
  const rows = schemaRows(schema);
  if (rows.length === 0) {
    return (
      <Muted>
        {t(isOpen(schema) ? 'platform.anything' : 'platform.takesNothing')}
      </Muted>
    );
  }
  return (
    <>
      <Table
        label={label}
        head={[
          t('common.name'),
          t('common.type'),
          t('platform.default'),
          t('platform.meaning'),
        ]}
      >
        {rows.map(row => (
          <tr key={row.path}>
            <th scope="row">
              <Code>{row.path}</Code>{' '}
              {row.secret && <Tag tone="warning">{t('ui.secret')}</Tag>}
            </th>
            <td>
              {row.type && <Code>{row.type}</Code>}
              {row.required && (
                <Muted sx={{ display: 'block' }}>
                  {t('platform.required')}
                </Muted>
              )}
            </td>
            <td>
              {row.default !== undefined && (
                <Code>{JSON.stringify(row.default)}</Code>
              )}
            </td>
            <td>
              {row.description}
              {row.values.length > 0 && (
                <Box>
                  <Muted>{t('platform.oneOf')}</Muted>{' '}
                  <Code>{row.values.map(String).join(', ')}</Code>
                </Box>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {isOpen(schema) && <Muted>{t('platform.andMore')}</Muted>}
    </>
  );
}
