import Box from '@mui/material/Box';
import type {
  EnvironmentSummary,
  ResourceView,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { RESOURCES_AT_ONCE, resourcesQuestion } from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useSettled } from '../../data/useSettled';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { useRequestPlan } from '../../planning/planRequest';
import { RemoveResourceDialog } from '../../planning/RemoveResourceDialog';
import { RotateButton } from '../../planning/RotateButton';
import { Lifecycle } from '../../states/Lifecycle';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { FindField } from '../../ui/FindField';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Outputs } from '../../ui/Outputs';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

const EVERY = 20_000;
/** So few are read without looking for one. */
const WITHOUT_FIND = 10;

/** Which of them has passwords of before a rotation, while one is under way or failed half-way. */
function OlderUses(props: { uses: ResourceView['olderUsedBy'] }) {
  const t = useT();
  const { uses } = props;
  if (!uses) return null;
  return (
    <Box sx={{ fontSize: 12.5, mt: 0.5, fontWeight: 'normal' }}>
      <Mark kind="warning">{t('verbs.olderRuns')}</Mark>
      <Muted sx={{ display: 'block' }}>
        {[...uses.workloads, ...uses.resources].join(', ')}
      </Muted>
    </Box>
  );
}

/** Active resources, of one environment or of all. */
export function ResourcesTab(props: {
  application: string;
  /** Absent: every environment's, and none of them is removed here. */
  environment?: EnvironmentSummary;
}) {
  const t = useT();
  const { application, environment } = props;
  const requestPlan = useRequestPlan();
  const [leaving, setLeaving] = useState<ResourceView>();
  const [find, setFind] = useUrlState('resource');
  const [rows, setRows] = useState(RESOURCES_AT_ONCE);
  const answer = useHeld(
    useTutti(
      resourcesQuestion,
      [application, environment?.name ?? '', useSettled(find), String(rows)],
      () => EVERY,
    ),
  );
  const isLong = find !== '' || (answer.data?.items.length ?? 0) > WITHOUT_FIND;
  return (
    <Stack>
      {isLong && (
        <Row>
          <FindField
            label={t('application.findResource')}
            text={find}
            onText={setFind}
          />
        </Row>
      )}
      <Loaded
        answer={answer}
        what={t('application.whatResources')}
        skeleton={<Skeletons count={3} height={64} />}
      >
        {({ items, hasMore }) =>
          items.length === 0 ? (
            <Surface>
              {find ? (
                <EmptyNote title={t('application.noSuchResource')}>
                  {t('application.noSuchResourceText')}
                </EmptyNote>
              ) : (
                <EmptyNote title={t('application.noResource')}>
                  {t('application.noResourceText')}
                </EmptyNote>
              )}
            </Surface>
          ) : (
            <>
              <Table
                label={t('common.resources')}
                head={[
                  t('common.resource'),
                  ...(environment ? [] : [t('common.environment')]),
                  t('application.madeBy'),
                  t('application.usedBy'),
                  t('common.outputs'),
                  t('application.changed'),
                  ...(environment ? [t('application.actions')] : []),
                ]}
              >
                {items.map(resource => (
                  <tr key={resource.resourceId}>
                    <th scope="row">
                      <Box sx={{ overflowWrap: 'anywhere' }}>
                        {resource.address}
                      </Box>
                      <Row sx={{ gap: 0.75, mt: 0.5 }}>
                        <Lifecycle lifecycle={resource.lifecycle} />
                        {resource.protection === 'stateful' && (
                          <Tag title={t('application.holdsDataWhat')}>
                            {t('application.holdsData')}
                          </Tag>
                        )}
                      </Row>
                      <OlderUses uses={resource.olderUsedBy} />
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
                        what={t('application.idOf', { name: resource.address })}
                      />
                    </td>
                    {environment && (
                      <td>
                        {resource.rotates && (
                          <RotateButton
                            application={application}
                            environment={environment.name}
                            resource={resource.address}
                            allowed={environment.allowed.manage}
                          />
                        )}
                        <AllowedButton
                          size="small"
                          allowed={environment.allowed.manage}
                          right={{
                            application,
                            environment: environment.name,
                            verb: 'manage',
                          }}
                          aria-label={t('verbs.removeLabel', {
                            address: resource.address,
                          })}
                          onClick={() => setLeaving(resource)}
                        >
                          {t('environments.remove')}
                        </AllowedButton>
                      </td>
                    )}
                  </tr>
                ))}
              </Table>
              {hasMore && (
                <PlainButton onClick={() => setRows(rows + RESOURCES_AT_ONCE)}>
                  {t('versions.more')}
                </PlainButton>
              )}
            </>
          )
        }
      </Loaded>
      {environment && leaving && (
        <RemoveResourceDialog
          resource={leaving}
          isDestroyed={environment.destroyed === true}
          onPlan={input => {
            setLeaving(undefined);
            requestPlan(application, environment.name, input);
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Stack>
  );
}
