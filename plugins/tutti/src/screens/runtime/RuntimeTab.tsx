import Alert from '@mui/material/Alert';
import { RUNTIME_STATUSES, RuntimePage } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useHeld } from '../../data/useHeld';
import { useSettled } from '../../data/useSettled';
import { useUrlState } from '../../data/useUrlState';
import { TextKey, useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { EmptyNote } from '../../ui/EmptyNote';
import { FindField } from '../../ui/FindField';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { ObjectDialog } from './ObjectDialog';
import { RuntimeTree } from './RuntimeTree';
import { Unwell } from './Unwell';
import { useOpenedObject } from './useOpenedObject';
import { useRuntime } from './useRuntime';

/** As many objects as are asked for at once. */
const OBJECTS_AT_ONCE = 200;
/** More nobody reads row by row; the server gives no more. */
const OBJECTS_AT_MOST = 5_000;

const SHOWN = {
  failed: 'runtime.showFailed',
  progressing: 'runtime.showProgressing',
  healthy: 'runtime.showHealthy',
} as const satisfies Record<string, TextKey>;

function Filters(props: {
  find: string;
  onFind(text: string): void;
  status: string;
  onStatus(status: string): void;
  counts: RuntimePage['counts'];
}) {
  const t = useT();
  const { find, onFind, status, onStatus, counts } = props;
  const all = counts.failed + counts.progressing + counts.healthy;
  return (
    <>
      <FindField label={t('runtime.find')} text={find} onText={onFind} />
      <ChoiceField
        label={t('runtime.show')}
        value={RUNTIME_STATUSES.find(each => each === status) ?? 'all'}
        choices={[
          { value: 'all', name: t('runtime.showAll', { count: all }) },
          ...RUNTIME_STATUSES.map(each => ({
            value: each,
            name: t(SHOWN[each], { count: counts[each] }),
          })),
        ]}
        minWidth={170}
        onChange={value => onStatus(value === 'all' ? '' : value)}
      />
    </>
  );
}

/** What is there now, object by object down to pods, with the cause first where something is not well. */
export function RuntimeTab(props: {
  application: string;
  environment: string;
  /** Absent: all of them, and resources too. */
  workload?: string;
}) {
  const t = useT();
  const { application, environment, workload } = props;
  const [find, setFind] = useUrlState('find');
  const [status, setStatus] = useUrlState('show');
  const [rows, setRows] = useState(OBJECTS_AT_ONCE);
  const opened = useOpenedObject();
  const tree = useHeld(
    useRuntime({
      application,
      environment,
      search: useSettled(find),
      status: RUNTIME_STATUSES.find(each => each === status),
      workload,
      limit: rows,
    }),
  );
  return (
    <>
      <Loaded
        answer={tree}
        what={t('runtime.what')}
        skeleton={<Skeletons count={4} height={48} />}
      >
        {({ page, workloads }) => (
          <Stack>
            {page.error && (
              <Alert severity="warning" variant="outlined">
                {t('runtime.noAnswer', { message: page.error })}
              </Alert>
            )}
            {!page.error && (
              <Unwell
                workloads={workloads.filter(
                  ({ name }) => workload === undefined || name === workload,
                )}
              />
            )}
            <Row>
              <Filters
                find={find}
                onFind={setFind}
                status={status}
                onStatus={setStatus}
                counts={page.counts}
              />
              <Grow />
              <Muted>
                {t('runtime.lookedAt', {
                  ago: <TimeAgo at={page.observedAt} />,
                })}
              </Muted>
            </Row>
            {page.items.length > 0 ? (
              <RuntimeTree objects={page.items} onOpen={opened.open} />
            ) : (
              !page.error && <NoObject filtered={Boolean(find || status)} />
            )}
            {page.next !== undefined && rows < OBJECTS_AT_MOST && (
              <Row>
                <PlainButton onClick={() => setRows(rows + OBJECTS_AT_ONCE)}>
                  {t('runtime.more')}
                </PlainButton>
                <Muted>
                  {t('runtime.shownOf', {
                    shown: String(page.items.length),
                    found: String(page.found),
                  })}
                </Muted>
              </Row>
            )}
          </Stack>
        )}
      </Loaded>
      {opened.uid && (
        <ObjectDialog
          key={opened.uid}
          application={application}
          environment={environment}
          uid={opened.uid}
          onClose={opened.close}
        />
      )}
    </>
  );
}

function NoObject(props: { filtered: boolean }) {
  const t = useT();
  return (
    <Surface>
      {props.filtered ? (
        <EmptyNote title={t('runtime.nothingFound')}>
          {t('runtime.nothingFoundText')}
        </EmptyNote>
      ) : (
        <EmptyNote title={t('runtime.nothingRuns')}>
          {t('runtime.nothingRunsText')}
        </EmptyNote>
      )}
    </Surface>
  );
}
