import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type {
  Allowed,
  Application,
  Workload,
  WorkloadVersion,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useDoing } from '../../../data/useDoing';
import { Translate, useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { AllowedButton } from '../../../ui/AllowedButton';
import { DialogBody } from '../../../ui/DialogFrame';
import { Disclosure } from '../../../ui/Disclosure';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Loaded } from '../../../ui/Loaded';
import { Mark } from '../../../ui/Mark';
import { PlainButton } from '../../../ui/PlainButton';
import { Rows } from '../../../ui/Rows';
import { ShowOlder } from '../../../ui/ShowOlder';
import { Skeletons } from '../../../ui/Skeletons';
import { Row, Stack } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { editableHere } from './editable';
import { useWorkloadVersions } from './useWorkloadVersions';
import { ComparedVersions, VersionDiff } from './VersionDiff';

/** `before`: what a version changed; `now`: what restoring it would change. */
type Against = 'before' | 'now';

function comparedTo(
  against: Against,
  version: WorkloadVersion,
  newest: number,
): ComparedVersions {
  const { version: number } = version;
  if (against === 'now') return { before: newest, after: number };
  return { after: number, ...(number > 1 && { before: number - 1 }) };
}

const SOURCES = {
  managed: 'ui.keptByTutti',
  repository: 'ui.repository',
  declared: 'ui.platformFiles',
} as const;

/** Files and repositories write by their own name, which says where the text is from. */
function isPerson(by: string): boolean {
  return by.includes(':');
}

/** Without links: the whole line opens. */
function Summary(props: { version: WorkloadVersion }) {
  const t = useT();
  const { version, at, by, source, restores, inUse, problems } = props.version;
  return (
    <Row sx={{ gap: 1 }}>
      <b>{t('workloads.version', { version: String(version) })}</b>
      <Muted>
        {t('workloads.versionBy', {
          ago: <TimeAgo at={at} />,
          who: <Author by={by} plain />,
        })}
      </Muted>
      {isPerson(by) && <Muted>{t(SOURCES[source.kind])}</Muted>}
      {restores !== undefined && (
        <Muted>{t('workloads.restores', { version: String(restores) })}</Muted>
      )}
      {inUse && <Mark kind="good">{t('values.inUse')}</Mark>}
      {problems.some(({ severity }) => severity === 'error') && (
        <Mark kind="bad">
          {t('application.problems', { count: problems.length })}
        </Mark>
      )}
    </Row>
  );
}

function restorable(
  t: Translate,
  application: Application,
  workload: Workload,
  { version }: WorkloadVersion,
) {
  const no = (reason: string): { allowed: Allowed } => ({
    allowed: { allowed: false, reason },
  });
  if (workload.source.kind === 'repository') {
    return no(t('workloads.restoreThere'));
  }
  return version === workload.version
    ? no(t('workloads.isNewest'))
    : editableHere(t, application, workload);
}

/** The texts that a workload had: what each changed, and the way back to it. */
export function VersionsDialog(props: {
  application: Application;
  workload: Workload;
  onClose(): void;
  onRestored(): void;
}) {
  const t = useT();
  const { application, workload, onClose, onRestored } = props;
  const { name } = workload;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const { answer, items, more, loadingMore, error } = useWorkloadVersions(
    application.name,
    name,
  );
  const restoring = useDoing();
  const [against, setAgainst] = useState<Against>('before');
  const restore = async (version: number) => {
    const done = await restoring.run(() =>
      api.restoreWorkloadVersion(application.name, name, version),
    );
    if (!done) return;
    toast.post({
      title: t('workloads.restored', { name, version: String(version) }),
      timeout: 6000,
    });
    answer.refresh();
    onRestored();
  };
  return (
    <DialogBody
      onSubmit={onClose}
      actions={<PlainButton type="submit">{t('common.close')}</PlainButton>}
    >
      <Stack>
        <Row>
          <Muted sx={{ flex: '1 1 260px' }}>
            {t('workloads.versionsText')}
          </Muted>
          <ToggleButtonGroup
            size="small"
            exclusive
            value={against}
            onChange={(_, value: Against | null) => value && setAgainst(value)}
            aria-label={t('workloads.against')}
            sx={{ '& button': { textTransform: 'none', py: 0.25, px: 1.5 } }}
          >
            <ToggleButton value="before">
              {t('workloads.againstBefore')}
            </ToggleButton>
            <ToggleButton value="now">{t('workloads.againstNow')}</ToggleButton>
          </ToggleButtonGroup>
        </Row>
        <ErrorNote error={restoring.error} what={t('values.notRestored')} />
        <Loaded
          answer={answer}
          what={t('workloads.versions')}
          skeleton={<Skeletons count={3} height={44} />}
        >
          {() => (
            <Rows aria-label={t('workloads.versionsOf', { name })}>
              {items.map((version, index) => (
                <li key={version.version}>
                  <Disclosure
                    open={index === 0}
                    summary={<Summary version={version} />}
                  >
                    <Row sx={{ px: 2, pb: 1 }}>
                      <AllowedButton
                        size="small"
                        variant="outlined"
                        pending={restoring.doing}
                        {...restorable(t, application, workload, version)}
                        aria-label={t('workloads.restoreVersion', {
                          version: String(version.version),
                        })}
                        onClick={() => void restore(version.version)}
                      >
                        {t('values.restore')}
                      </AllowedButton>
                    </Row>
                    <VersionDiff
                      application={application.name}
                      workload={name}
                      compared={comparedTo(against, version, workload.version)}
                    />
                  </Disclosure>
                </li>
              ))}
            </Rows>
          )}
        </Loaded>
        <ShowOlder more={more} error={error} loading={loadingMore} />
      </Stack>
    </DialogBody>
  );
}
