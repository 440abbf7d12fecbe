import { useApi } from '@backstage/frontend-plugin-api';
import type { RevisionView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { revisionQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { ActionBar } from '../../ui/ActionBar';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { EntityLink } from '../../ui/EntityLink';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { ProblemList } from '../../ui/ProblemList';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { BlastNumbers, BlastSection } from './BlastSection';
import { DocumentDiffs } from './DocumentDiffs';
import { shortRevision } from './shortRevision';
import { useBlastRadius } from './useBlastRadius';

const STATES = {
  active: { mark: 'good', word: 'platform.stateActive' },
  waiting: { mark: 'waiting', word: 'platform.stateWaiting' },
  earlier: { mark: 'none', word: 'platform.stateEarlier' },
} as const;

function Heading(props: { view: RevisionView }) {
  const t = useT();
  const { revision, state, since, takenBy, comparedWith } = props.view;
  return (
    <Row>
      <SectionTitle>
        <Code>{shortRevision(revision)}</Code>
      </SectionTitle>
      <Mark kind={STATES[state].mark}>{t(STATES[state].word)}</Mark>
      {since && (
        <Muted>
          <TimeAgo at={since} />
          {takenBy && (
            <>
              {', '}
              <EntityLink entityRef={takenBy} kind="user" />
            </>
          )}
        </Muted>
      )}
      {comparedWith && (
        <Muted>
          {t('platform.comparedWith', {
            revision: <Code>{shortRevision(comparedWith)}</Code>,
          })}
        </Muted>
      )}
    </Row>
  );
}

/** Of one that does not serve: what it changes, and the decision. */
function Candidate(props: { view: RevisionView; onTaken(): void }) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { view, onTaken } = props;
  const { revision, comparedWith, accept } = view;
  const radius = useBlastRadius(revision);
  const [asking, setAsking] = useState(false);
  const { data } = radius.answer;
  const isComputed = data !== undefined && data.computed === data.total;
  const allowed =
    accept.allowed && !isComputed
      ? { allowed: false as const, reason: t('platform.stillComputing') }
      : accept;
  return (
    <>
      <SectionTitle>{t('platform.radiusTitle')}</SectionTitle>
      <BlastSection radius={radius} />
      {/* More stands below it. */}
      <ActionBar sx={{ mb: 0 }}>
        <Muted sx={{ flex: '1 1 240px' }}>
          {accept.allowed ? t('platform.takeText') : accept.reason}
        </Muted>
        <AllowedButton
          variant="contained"
          allowed={allowed}
          onClick={() => setAsking(true)}
        >
          {t('platform.take')}
        </AllowedButton>
      </ActionBar>
      {asking && comparedWith && data && (
        <ConfirmDialog
          title={t('platform.takeTitle', { revision: shortRevision(revision) })}
          verb={t('platform.take')}
          color={data.summary.losing > 0 ? 'error' : 'primary'}
          onConfirm={async () => {
            await api.acceptPlatform(revision, comparedWith);
            onTaken();
          }}
          onClose={() => setAsking(false)}
        >
          <Stack>
            <div>{t('platform.takeNow')}</div>
            <BlastNumbers radius={data} />
          </Stack>
        </ConfirmDialog>
      )}
    </>
  );
}

/** One revision: what it says otherwise, and what that would change. */
export function RevisionPanel(props: { revision: string; onTaken(): void }) {
  const t = useT();
  const { revision, onTaken } = props;
  const answer = useTutti(revisionQuestion, [revision]);
  return (
    <Loaded
      answer={answer}
      what={t('platform.revision')}
      skeleton={<Skeletons count={3} height={64} />}
    >
      {view => (
        <Stack sx={{ gap: 2 }}>
          <Heading view={view} />
          {view.problems.length > 0 && (
            <Surface sx={{ px: 2.5, py: 1 }}>
              <ProblemList problems={view.problems} />
            </Surface>
          )}
          {view.comparedWith && (
            <>
              <SectionTitle>
                {t('platform.documentsTitle', {
                  count: view.documents.length,
                })}
              </SectionTitle>
              <DocumentDiffs documents={view.documents} />
            </>
          )}
          {view.state !== 'active' && (
            <Candidate
              view={view}
              onTaken={() => {
                answer.refresh();
                onTaken();
              }}
            />
          )}
        </Stack>
      )}
    </Loaded>
  );
}
