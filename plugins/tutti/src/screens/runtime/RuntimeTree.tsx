import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type { RuntimeNode } from '@tutti/plugin-tutti-common';
import { Fragment } from 'react';
import { useT } from '../../translation';
import { PlainButton } from '../../ui/PlainButton';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { ObjectCause, ObjectState } from './ObjectState';
import { ownerWords } from './runtimeWords';

/** Rows that nobody sees are not drawn: thousands stay quick. */
const TreeRow = styled('tr')({
  contentVisibility: 'auto',
  containIntrinsicSize: 'auto 44px',
});

const INDENT = 2.5;

function Images(props: { object: RuntimeNode }) {
  const t = useT();
  const { containers = [], endpoints = [], node } = props.object;
  const restarts = containers.reduce((sum, each) => sum + each.restarts, 0);
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      {containers.map(({ name, image }) => (
        <div key={name}>
          <Code>{image}</Code>
        </div>
      ))}
      {endpoints.map(each => (
        <div key={each}>
          <Code>{each}</Code>
        </div>
      ))}
      {restarts > 0 && (
        <span>{t('runtime.restarts', { count: restarts })} </span>
      )}
      {node && <Muted>{t('runtime.onNode', { node })}</Muted>}
    </Box>
  );
}

function ownerOf({ workload, resource }: RuntimeNode): string {
  return `${workload ?? ''}\n${resource ?? ''}`;
}

/** What runs, by whose it is; each object below what made it. */
export function RuntimeTree(props: {
  objects: RuntimeNode[];
  onOpen(uid: string): void;
}) {
  const t = useT();
  const { objects, onOpen } = props;
  return (
    <Table
      label={t('runtime.objects')}
      head={[
        t('runtime.object'),
        t('runtime.state'),
        t('runtime.images'),
        t('runtime.age'),
      ]}
      widths={['34%', '30%', '26%', '10%']}
    >
      {objects.map((object, index) => {
        const { uid, kind, name, depth, createdAt } = object;
        const isFirst =
          index === 0 || ownerOf(objects[index - 1]) !== ownerOf(object);
        return (
          <Fragment key={uid}>
            {isFirst && (
              <tr>
                <Box
                  component="th"
                  scope="rowgroup"
                  colSpan={4}
                  sx={{ bgcolor: 'action.hover' }}
                >
                  {ownerWords(t, object)}
                </Box>
              </tr>
            )}
            <TreeRow>
              <Box
                component="th"
                scope="row"
                sx={{ overflowWrap: 'anywhere' }}
                style={{ paddingLeft: `${(depth + 1) * INDENT * 8}px` }}
              >
                <Muted>{kind}</Muted>{' '}
                <PlainButton
                  size="small"
                  aria-label={`${kind} ${name}`}
                  onClick={() => onOpen(uid)}
                  sx={{
                    p: 0,
                    minWidth: 0,
                    textAlign: 'left',
                    fontSize: 'inherit',
                    overflowWrap: 'anywhere',
                  }}
                >
                  {name}
                </PlainButton>
              </Box>
              <td>
                <ObjectState object={object} />
                <ObjectCause object={object} />
              </td>
              <td>
                <Images object={object} />
              </td>
              <td className="whole">
                <Muted>
                  <TimeAgo at={createdAt} />
                </Muted>
              </td>
            </TreeRow>
          </Fragment>
        );
      })}
    </Table>
  );
}
