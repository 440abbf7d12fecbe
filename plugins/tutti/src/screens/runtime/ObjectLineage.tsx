import Box from '@mui/material/Box';
import type { Lineage } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { lineageQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Author } from '../../ui/Author';
import { Link, OutsideLink } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Stack } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

/** From an object back to who asked for it, and to the files. */
export function ObjectLineage(props: {
  application: string;
  environment: string;
  uid: string;
}) {
  const t = useT();
  const { application, environment, uid } = props;
  const answer = useTutti(lineageQuestion, [application, environment, uid]);
  return (
    <Loaded
      answer={answer}
      what={t('runtime.lineage')}
      skeleton={<Skeletons count={4} height={32} />}
    >
      {lineage => (
        <Stack sx={{ gap: 2 }}>
          <Facts lineage={lineage} />
          <Fields lineage={lineage} />
          <div>
            <Muted>{t('runtime.lineageCommand')}</Muted>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              <Code>{lineage.command}</Code>
            </Box>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}

function Facts(props: { lineage: Lineage }) {
  const t = useT();
  const { workload, resource, profile, deployment } = props.lineage;
  return (
    <>
      {!deployment && <Muted>{t('runtime.lineageUnknown')}</Muted>}
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
          gap: 2,
          m: 0,
          '& dt': { color: 'text.secondary', fontSize: 12.5 },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        {deployment && <ByWhom deployment={deployment} />}
        {workload && (
          <Fact name={t('runtime.lineageScore')}>
            {workload.url ? (
              <OutsideLink to={workload.url}>{workload.url}</OutsideLink>
            ) : (
              workload.name
            )}
            {workload.version !== undefined && (
              <Muted sx={{ display: 'block' }}>
                {t('runtime.lineageVersion', {
                  name: workload.name,
                  version: String(workload.version),
                })}
                {workload.release !== undefined && `, r${workload.release}`}
              </Muted>
            )}
          </Fact>
        )}
        {resource && (
          <Fact name={t('runtime.lineageDefinition')}>
            {resource.definition ?? resource.address}
            <Muted sx={{ display: 'block' }}>
              {resource.file
                ? `${resource.address}, ${resource.file}:${resource.line}`
                : resource.address}
            </Muted>
          </Fact>
        )}
        {profile && (
          <Fact name={t('runtime.lineageProfile')}>
            {profile.name}
            <Muted sx={{ display: 'block' }}>
              {`${profile.file}:${profile.line}`}
            </Muted>
          </Fact>
        )}
      </Box>
    </>
  );
}

function ByWhom(props: { deployment: NonNullable<Lineage['deployment']> }) {
  const t = useT();
  const links = useTuttiLinks();
  const { id, number, verb, requestedBy, requestedAt } = props.deployment;
  const { planId, planHash, platformRevision, approvals } = props.deployment;
  return (
    <>
      <Fact name={t('runtime.lineageDeployment')}>
        <Link to={links.deployment(id)}>#{number}</Link> {verb}
      </Fact>
      <Fact name={t('runtime.lineageAsked')}>
        <Author by={requestedBy} /> <TimeAgo at={requestedAt} />
      </Fact>
      <Fact name={t('runtime.lineageApproved')}>
        {approvals.length === 0 && <Muted>{t('runtime.lineageNobody')}</Muted>}
        {approvals.map(({ by, at, comment }) => (
          <div key={`${by} ${at}`}>
            <Author by={by} /> <TimeAgo at={at} />
            {comment && <Muted sx={{ display: 'block' }}>{comment}</Muted>}
          </div>
        ))}
      </Fact>
      {planId !== undefined && (
        <Fact name={t('runtime.lineagePlan')}>
          <Link to={links.plan(planId)}>
            {planHash?.slice(0, 10) ?? planId}
          </Link>
        </Fact>
      )}
      {platformRevision !== undefined && (
        <Fact name={t('runtime.lineageRevision')}>
          <Link to={links.platform({ tab: 'revisions' })}>
            {platformRevision.slice(0, 10)}
          </Link>
        </Fact>
      )}
    </>
  );
}

function Fields(props: { lineage: Lineage }) {
  const t = useT();
  const { profile } = props.lineage;
  if (!profile || profile.patches.length === 0) return null;
  return (
    <Table
      label={t('runtime.lineageFields')}
      head={[t('runtime.lineageFrom'), t('runtime.lineageField')]}
    >
      {profile.patches.map(({ patch, when, line, fields }) => (
        <tr key={`${patch} ${line}`}>
          <th scope="row">
            {patch ?? t('runtime.lineageDefaults')}
            <Muted sx={{ display: 'block' }}>
              {`${profile.file}:${line}`}
              {when && (
                <>
                  {', '}
                  <Code>{when}</Code>
                </>
              )}
            </Muted>
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

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
