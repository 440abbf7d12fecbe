import Box from '@mui/material/Box';
import type { Build, BuildOutcome } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../../routes';
import { deploymentState } from '../../../states/words';
import { useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyNote } from '../../../ui/EmptyNote';
import { Link } from '../../../ui/Link';
import { Loaded } from '../../../ui/Loaded';
import { Mark } from '../../../ui/Mark';
import { ShowOlder } from '../../../ui/ShowOlder';
import { Skeletons } from '../../../ui/Skeletons';
import { Stack, Surface } from '../../../ui/Surface';
import { Table } from '../../../ui/Table';
import { Code, Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { WaitSentence } from '../../../waiting/WaitSentence';
import { shortImage, shortRef } from './shortNames';
import { useBuilds } from './useBuilds';

function Outcome(props: { outcome: BuildOutcome }) {
  const t = useT();
  const links = useTuttiLinks();
  const { outcome } = props;
  const { environment } = outcome;
  if ('reason' in outcome) {
    return (
      <Muted>
        {t('builds.notDeployed', { environment, reason: outcome.reason })}
      </Muted>
    );
  }
  const { id, number, status, waits } = outcome.deployment;
  const { mark, word } = deploymentState(t, status);
  return (
    <>
      <Mark kind={mark}>
        {environment} <Link to={links.deployment(id)}>#{number}</Link> {word}
      </Mark>
      {outcome.replaced && (
        <Muted sx={{ display: 'block' }}>{t('builds.replaced')}</Muted>
      )}
      {waits && (
        <Box sx={{ fontSize: 13 }}>
          <WaitSentence waits={waits} environment={environment} />
        </Box>
      )}
    </>
  );
}

function BuildRow(props: { build: Build }) {
  const t = useT();
  const { workload, image, commit, ref, by, at, outcomes } = props.build;
  return (
    <tr>
      <th scope="row">
        <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
          <Code>{commit.slice(0, 8)}</Code>
          <CopyButton text={commit} what={t('builds.commitToCopy')} />
        </Box>
        <Muted sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          {shortRef(ref)}
        </Muted>
      </th>
      <td>
        {workload}
        <Muted sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          <span title={image}>{shortImage(image)}</span>
        </Muted>
      </td>
      <td>
        {outcomes.length === 0 ? (
          <Muted>{t('builds.nowhere')}</Muted>
        ) : (
          outcomes.map(outcome => (
            <Box
              key={outcome.environment}
              sx={{ mb: 0.5, overflowWrap: 'anywhere' }}
            >
              <Outcome outcome={outcome} />
            </Box>
          ))
        )}
      </td>
      <td>
        <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
          <Author by={by} />
        </Box>
      </td>
      <td>
        <Muted>
          <TimeAgo at={at} />
        </Muted>
      </td>
    </tr>
  );
}

/** What the CI told of the application's workloads, newest first, and what became of it. */
export function BuildsTab(props: { application: string }) {
  const t = useT();
  const { answer, items, more, error } = useBuilds(props.application);
  return (
    <Loaded
      answer={answer}
      what={t('builds.what')}
      skeleton={<Skeletons count={4} height={48} />}
    >
      {() =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title={t('builds.none')}>
              {t('builds.noneText')}
            </EmptyNote>
          </Surface>
        ) : (
          <Stack>
            <Table
              label={t('builds.builds')}
              head={[
                t('builds.commit'),
                t('common.workload'),
                t('builds.outcome'),
                t('builds.toldBy'),
                t('builds.told'),
              ]}
            >
              {items.map(build => (
                <BuildRow key={build.id} build={build} />
              ))}
            </Table>
            <ShowOlder more={more} error={error} />
          </Stack>
        )
      }
    </Loaded>
  );
}
