import Box from '@mui/material/Box';
import { resourcesQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Outputs } from '../../ui/Outputs';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

const EVERY = 20_000;

const tones: Record<string, 'good' | 'active' | 'bad' | 'warning'> = {
  ready: 'good',
  applying: 'active',
  destroying: 'active',
  failed: 'bad',
  retained: 'warning',
};

/** Active resources, of one environment or of all. */
export function ResourcesTab(props: {
  application: string;
  /** Absent: every environment's. */
  environment?: string;
}) {
  const { application, environment } = props;
  const answer = useTutti(
    resourcesQuestion,
    [application, environment ?? ''],
    () => EVERY,
  );
  return (
    <Loaded
      answer={answer}
      what="resources"
      skeleton={<Skeletons count={3} height={64} />}
    >
      {({ items }) =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title="No resource yet">
              Databases, caches, addresses: what workloads ask for in their
              Score files is made with the first deployment.
            </EmptyNote>
          </Surface>
        ) : (
          <Table
            label="Resources"
            head={[
              'Resource',
              ...(environment ? [] : ['Environment']),
              'Made by',
              'Used by',
              'Outputs',
              'Changed',
            ]}
          >
            {items.map(resource => (
              <tr key={resource.resourceId}>
                <th scope="row">
                  <Box sx={{ overflowWrap: 'anywhere' }}>
                    {resource.address}
                  </Box>
                  <Row sx={{ gap: 0.75, mt: 0.5 }}>
                    <Tag tone={tones[resource.lifecycle]}>
                      {resource.lifecycle}
                    </Tag>
                    {resource.protection === 'stateful' && (
                      <Tag title="Never replaced or removed without consent">
                        holds data
                      </Tag>
                    )}
                  </Row>
                </th>
                {!environment && <td>{resource.environment}</td>}
                <td>
                  {resource.definition}
                  <Muted sx={{ display: 'block' }}>{resource.driver}</Muted>
                </td>
                <td>{resource.neededBy.join(', ') || <Muted>–</Muted>}</td>
                <td>
                  <Outputs outputs={resource.outputs} />
                </td>
                <td className="whole">
                  <Muted>
                    <TimeAgo at={resource.updatedAt} />
                  </Muted>
                  <CopyButton
                    text={resource.resourceId}
                    what={`id of ${resource.address}`}
                  />
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </Loaded>
  );
}
