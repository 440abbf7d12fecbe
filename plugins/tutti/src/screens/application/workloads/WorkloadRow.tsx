import Box from '@mui/material/Box';
import type { Application, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { useT } from '../../../translation';
import { Mark } from '../../../ui/Mark';
import { SourceNote } from '../../../ui/SourceNote';
import { Row, Stack } from '../../../ui/Surface';
import { Tag } from '../../../ui/Tag';
import { Code, Muted } from '../../../ui/Text';
import { needsOf } from './needs';
import type { WorkloadPart } from './useOpenedWorkload';
import { WorkloadActions } from './WorkloadActions';

function Images(props: { workload: WorkloadSummary }) {
  const t = useT();
  const { images, openImages } = props.workload;
  return (
    // On a phone the table is scrolled, and an image stays in one piece or two.
    <Stack sx={{ gap: 0.25, minWidth: 180 }}>
      {Object.entries(images).map(([container, image]) => (
        <span key={container}>
          {Object.keys(images).length > 1 && <Muted>{container}: </Muted>}
          {image === '.' ? (
            <Muted>{t('application.noImage')}</Muted>
          ) : (
            <Code>{image}</Code>
          )}
          {openImages.includes(container) && image !== '.' && (
            <Muted title={t('application.byDeploymentWhy')}>
              {' '}
              {t('application.byDeployment')}
            </Muted>
          )}
        </span>
      ))}
    </Stack>
  );
}

/** One workload: its images, what it needs, where its text is kept. */
export function WorkloadRow(props: {
  application: Application;
  workload: WorkloadSummary;
  onOpen(part: WorkloadPart): void;
}) {
  const t = useT();
  const { application, workload, onOpen } = props;
  const { name, problems, resources, source } = workload;
  return (
    <tr>
      <th scope="row">
        {name}
        {problems.length > 0 && (
          <Box sx={{ fontSize: 13, mt: 0.25 }}>
            <Mark kind="bad">
              {t('application.problems', { count: problems.length })}
            </Mark>
          </Box>
        )}
      </th>
      <td>
        <Images workload={workload} />
      </td>
      <td>
        <Row sx={{ gap: 0.75 }}>
          {needsOf(workload).map(({ what, names }) => (
            <Tag key={what} title={names.join(', ')}>
              {names.length > 1 ? `${what} × ${names.length}` : what}
            </Tag>
          ))}
          {resources.length === 0 && <Muted>{t('common.nothing')}</Muted>}
        </Row>
      </td>
      <td className="whole">
        <SourceNote source={source} />
        {source.kind === 'repository' && source.from.ref && (
          <Muted> {source.from.ref}</Muted>
        )}
      </td>
      <td className="actions">
        <WorkloadActions
          application={application}
          workload={workload}
          onOpen={onOpen}
        />
      </td>
    </tr>
  );
}
