import Box from '@mui/material/Box';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Allowed,
  ClusterCheck,
  ClusterView,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { clustersQuestion } from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { SandboxTag } from '../../ui/SandboxTag';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted, SectionTitle } from '../../ui/Text';

/** What the cluster answered, the worst first. */
function Report(props: { check: ClusterCheck }) {
  const t = useT();
  const { check } = props;
  if (!check.reachable) {
    return (
      <Box role="status" sx={{ overflowWrap: 'anywhere' }}>
        <Mark kind="bad">{t('platform.clusterSilent')}</Mark> {check.problem}
      </Box>
    );
  }
  const { missing, dryRun, version, latencyMs, account, asked } = check;
  return (
    <Stack role="status" sx={{ gap: 1 }}>
      <Muted>
        {t('platform.clusterAnswers', {
          version,
          milliseconds: String(latencyMs),
          account,
        })}
        {check.impersonates && ` ${t('platform.impersonates')}`}
      </Muted>
      {missing.length === 0 ? (
        <Mark kind="good">
          {t('platform.noRightMissing', { count: asked })}
        </Mark>
      ) : (
        <>
          <Mark kind="bad">
            {t(
              check.namespace === undefined
                ? 'platform.rightsMissing'
                : 'platform.rightsMissingIn',
              { namespace: check.namespace ?? '' },
            )}
          </Mark>
          <Table
            label={t('platform.missingRights', { cluster: check.cluster })}
            head={[t('platform.resource'), t('platform.verbs')]}
          >
            {missing.map(({ group, resource, verbs }) => (
              <tr key={`${group}/${resource}`}>
                <th scope="row">
                  <Code>{group ? `${resource}.${group}` : resource}</Code>
                </th>
                <td>{verbs.join(', ')}</td>
              </tr>
            ))}
          </Table>
          <Muted>{t('platform.rbacHint')}</Muted>
        </>
      )}
      {dryRun.works ? (
        <Mark kind="good">{t('platform.dryRunWorks')}</Mark>
      ) : (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          <Mark kind="warning">{t('platform.dryRunFails')}</Mark> {dryRun.why}
        </Box>
      )}
    </Stack>
  );
}

function Cluster(props: { cluster: ClusterView; allowed: Allowed }) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { cluster, allowed } = props;
  const { name, title, driver, simulated, targets } = cluster;
  const [namespace, setNamespace] = useState('');
  const [check, setCheck] = useState<ClusterCheck>();
  const { doing, error, run } = useDoing();
  const ask = () =>
    run(async () =>
      setCheck(await api.checkCluster(name, namespace.trim() || undefined)),
    );
  return (
    <Surface aria-label={title ?? name} sx={{ p: 2 }}>
      <Stack sx={{ gap: 1.5 }}>
        <Row>
          <SectionTitle>{title ?? name}</SectionTitle>
          <Muted>
            {title && `${name}, `}
            {driver}
          </Muted>
          <SandboxTag simulated={simulated} />
          <Grow />
          <Field
            label={t('platform.inNamespace')}
            value={namespace}
            onChange={event => setNamespace(event.target.value)}
          />
          <AllowedButton
            variant="outlined"
            allowed={allowed}
            pending={doing}
            aria-label={t('platform.checkCluster', { cluster: name })}
            onClick={() => void ask()}
          >
            {t(doing ? 'platform.checking' : 'platform.check')}
          </AllowedButton>
        </Row>
        <Muted>
          {targets.length === 0
            ? t('platform.noTargetNames')
            : t('platform.targetsOf', { targets: targets.join(', ') })}
        </Muted>
        {error && <ErrorNote error={error} />}
        {check && <Report check={check} />}
      </Stack>
    </Surface>
  );
}

/** Where environments run, and whether Tutti may do there what it has to. */
export function ClustersTab(props: { allowed: Allowed }) {
  const t = useT();
  const answer = useTutti(clustersQuestion, []);
  return (
    <Loaded
      answer={answer}
      what={t('platform.clustersWhat')}
      skeleton={<Skeletons count={2} height={72} />}
    >
      {({ items }) =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title={t('platform.noCluster')} />
          </Surface>
        ) : (
          <Stack>
            {items.map(cluster => (
              <Cluster
                key={cluster.name}
                cluster={cluster}
                allowed={props.allowed}
              />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
