import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import type { Application, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useUrlState } from '../../data/useUrlState';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { SourceNote } from '../../ui/SourceNote';
import { Mark } from '../../ui/Mark';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { AddWorkloadDialog } from './AddWorkloadDialog';
import { WorkloadDialog } from './WorkloadDialog';
import { PlainButton } from '../../ui/PlainButton';

function resourceName(resource: WorkloadSummary['resources'][number]): string {
  const { type, id } = resource;
  const kind =
    resource.class === 'default' ? type : `${type}.${resource.class}`;
  return id ? `${kind}#${id}` : kind;
}

/** What it asks for; several of a kind are one, with their names. */
function needsOf(
  workload: WorkloadSummary,
): { what: string; names: string[] }[] {
  const needs = new Map<string, string[]>();
  for (const resource of workload.resources) {
    const what = resourceName(resource);
    needs.set(what, [...(needs.get(what) ?? []), resource.name]);
  }
  return [...needs].map(([what, names]) => ({ what, names }));
}

function Images(props: { workload: WorkloadSummary }) {
  const { images, openImages } = props.workload;
  return (
    <Stack sx={{ gap: 0.25 }}>
      {Object.entries(images).map(([container, image]) => (
        <span key={container}>
          {Object.keys(images).length > 1 && <Muted>{container}: </Muted>}
          {image === '.' ? <Muted>no image yet</Muted> : <Code>{image}</Code>}
          {openImages.includes(container) && image !== '.' && (
            <Muted title="The Score file says “image: .”"> by deployment</Muted>
          )}
        </span>
      ))}
    </Stack>
  );
}

/** The workloads: images, what they need, their Score texts. */
export function WorkloadsTab(props: {
  application: Application;
  refresh(): void;
}) {
  const { application, refresh } = props;
  const [opened, open] = useUrlState('workload');
  const [adding, setAdding] = useState(false);
  const add = (
    <AllowedButton
      variant="outlined"
      size="small"
      startIcon={<Add />}
      allowed={application.allowed.update}
      right={{ application: application.name, verb: 'update' }}
      onClick={() => setAdding(true)}
    >
      Add workload
    </AllowedButton>
  );
  const workload = application.workloads.find(each => each.name === opened);
  return (
    <Stack>
      {application.workloads.length === 0 ? (
        <Surface>
          <EmptyNote title="No workload yet" actions={add}>
            A workload is one Score file: containers, ports, and the resources
            it needs, free of any environment.
          </EmptyNote>
        </Surface>
      ) : (
        <>
          <Table
            label="Workloads"
            head={['Workload', 'Images', 'Needs', 'Source', '']}
          >
            {application.workloads.map(each => (
              <tr key={each.name}>
                <th scope="row">
                  {each.name}
                  {each.problems.length > 0 && (
                    <Box sx={{ fontSize: 13, mt: 0.25 }}>
                      <Mark kind="bad">
                        {each.problems.length === 1
                          ? '1 problem'
                          : `${each.problems.length} problems`}
                      </Mark>
                    </Box>
                  )}
                </th>
                <td>
                  <Images workload={each} />
                </td>
                <td>
                  <Row sx={{ gap: 0.75 }}>
                    {needsOf(each).map(({ what, names }) => (
                      <Tag key={what} title={names.join(', ')}>
                        {names.length > 1 ? `${what} × ${names.length}` : what}
                      </Tag>
                    ))}
                    {each.resources.length === 0 && <Muted>nothing</Muted>}
                  </Row>
                </td>
                <td className="whole">
                  <SourceNote source={each.source} />
                </td>
                <td className="actions">
                  <PlainButton
                    size="small"
                    aria-label={`Score file of ${each.name}`}
                    onClick={() => open(each.name)}
                  >
                    Score file
                  </PlainButton>
                </td>
              </tr>
            ))}
          </Table>
          <div>{add}</div>
        </>
      )}
      {workload && (
        <WorkloadDialog
          application={application}
          workload={workload.name}
          onClose={() => open('')}
          onChanged={refresh}
        />
      )}
      {adding && (
        <AddWorkloadDialog
          application={application}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
    </Stack>
  );
}
