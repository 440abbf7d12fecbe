import Box from '@mui/material/Box';
import type { RuntimeNode } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../translation';
import { Stack } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { ObjectCause, ObjectState } from './ObjectState';
import { containerState, ownerWords } from './runtimeWords';

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** What of an object is looked at first. */
export function ObjectFacts(props: { object: RuntimeNode }) {
  const t = useT();
  const { object } = props;
  const { namespace, node, endpoints = [] } = object;
  return (
    <Stack>
      <ObjectCause object={object} />
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
          gap: 2,
          m: 0,
          '& dt': { color: 'text.secondary', fontSize: 12.5 },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        <Fact name={t('runtime.state')}>
          <ObjectState object={object} />
        </Fact>
        <Fact name={t('runtime.madeBy')}>{ownerWords(t, object)}</Fact>
        {namespace && <Fact name={t('runtime.namespace')}>{namespace}</Fact>}
        {node && <Fact name={t('runtime.onWhichNode')}>{node}</Fact>}
        <Fact name={t('runtime.age')}>
          <TimeAgo at={object.createdAt} />
        </Fact>
        {endpoints.length > 0 && (
          <Fact name={t('runtime.endpoints')}>
            {endpoints.map(each => (
              <div key={each}>
                <Code>{each}</Code>
              </div>
            ))}
          </Fact>
        )}
      </Box>
      {object.containers && (
        <Table
          label={t('runtime.containers')}
          head={[
            t('runtime.container'),
            t('runtime.state'),
            t('runtime.image'),
          ]}
        >
          {object.containers.map(container => (
            <tr key={container.name}>
              <th scope="row">
                {container.name}
                {container.init && (
                  <Muted sx={{ display: 'block' }}>
                    {t('runtime.initContainer')}
                  </Muted>
                )}
              </th>
              <td>
                {containerState(t, container)}
                {container.restarts > 0 && (
                  <Muted sx={{ display: 'block' }}>
                    {t('runtime.restarts', { count: container.restarts })}
                  </Muted>
                )}
              </td>
              <Box component="td" sx={{ overflowWrap: 'anywhere' }}>
                <Code>{container.image}</Code>
              </Box>
            </tr>
          ))}
        </Table>
      )}
    </Stack>
  );
}
