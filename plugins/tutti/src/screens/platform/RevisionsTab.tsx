import { useApi } from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import type { PlatformView, RevisionUse } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { usesQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { EntityLink } from '../../ui/EntityLink';
import { ErrorNote } from '../../ui/ErrorNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { RevisionPanel } from './RevisionPanel';
import { shortRevision } from './shortRevision';

function UsesTable(props: { uses: RevisionUse[] }) {
  const t = useT();
  const links = useTuttiLinks();
  return (
    <Table
      label={t('platform.usesTitle')}
      head={[t('platform.revision'), t('platform.taken'), t('platform.by')]}
    >
      {props.uses.map(({ revision, at, by }, index) => (
        <tr key={`${revision} ${at} ${index}`}>
          <th scope="row">
            <Link to={links.platform({ tab: 'revisions', revision })}>
              <Code sx={{ color: 'inherit' }}>{shortRevision(revision)}</Code>
            </Link>
          </th>
          <td>
            <TimeAgo at={at} />
          </td>
          <td>
            {by ? (
              <EntityLink entityRef={by} kind="user" />
            ) : (
              <Muted>{t('platform.byItself')}</Muted>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface Older {
  items: RevisionUse[];
  next?: number;
  error?: Error;
}

function Uses() {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const answer = useTutti(usesQuestion, []);
  const [older, setOlder] = useState<Older>({ items: [] });
  const next = older.items.length > 0 ? older.next : answer.data?.next;
  const loadMore = async () => {
    try {
      const page = await api.listPlatformUses({ before: next });
      setOlder({ ...page, items: [...older.items, ...page.items] });
    } catch (error) {
      setOlder({ ...older, error: toError(error) });
    }
  };
  return (
    <Stack>
      <SectionTitle>{t('platform.usesTitle')}</SectionTitle>
      <Loaded
        answer={answer}
        what={t('platform.usesTitle')}
        skeleton={<Skeletons count={2} height={48} />}
      >
        {({ items }) => <UsesTable uses={[...items, ...older.items]} />}
      </Loaded>
      <ErrorNote error={older.error} what={t('versions.failed')} />
      {next !== undefined && (
        <div>
          <PlainButton variant="outlined" onClick={() => void loadMore()}>
            {t('versions.more')}
          </PlainButton>
        </div>
      )}
    </Stack>
  );
}

/** What waits, with what it would change; below, what was in use. */
export function RevisionsTab(props: { view: PlatformView; onTaken(): void }) {
  const t = useT();
  const { view, onTaken } = props;
  const [asked] = useUrlState('revision');
  const shown = asked || view.waiting?.revision;
  return (
    <Stack sx={{ gap: 4 }}>
      {shown ? (
        <RevisionPanel
          // What serves decides what it is compared with.
          key={`${shown} ${view.revision}`}
          revision={shown}
          onTaken={onTaken}
        />
      ) : (
        <Surface>
          <EmptyNote title={t('platform.nothingWaits')}>
            {t(
              view.accept === 'manual'
                ? 'platform.manualText'
                : 'platform.automaticText',
            )}
          </EmptyNote>
        </Surface>
      )}
      <Uses key={view.revision} />
    </Stack>
  );
}
