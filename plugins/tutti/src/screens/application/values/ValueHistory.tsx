import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { Allowed, ValueVersion } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { valueVersionsQuestion } from '../../../data/questions';
import { useDoing } from '../../../data/useDoing';
import { useTutti } from '../../../data/useTutti';
import { Translate, useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { AllowedButton } from '../../../ui/AllowedButton';
import { DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Loaded } from '../../../ui/Loaded';
import { Mark } from '../../../ui/Mark';
import { PlainButton } from '../../../ui/PlainButton';
import { Skeletons } from '../../../ui/Skeletons';
import { Row, Stack } from '../../../ui/Surface';
import { Table } from '../../../ui/Table';
import { Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { PurgeDialog } from './PurgeDialog';
import { isPurgeable, purgeableScopes } from './purging';
import { ReferenceText } from './ReferenceFields';
import { HiddenValue, PlainValue } from './ValueCell';
import { purgedKinds, versionKey } from './values';
import type { ValueRights } from './valueRights';

/** What a version set, as far as it may be seen. */
function Content(props: { version: ValueVersion }) {
  const t = useT();
  const { removed, purged, secret, value, from } = props.version;
  if (purged) {
    return (
      <>
        <Mark kind="stopped">{t('values.wasPurged')}</Mark>
        <Muted sx={{ display: 'block' }}>
          <Author by={purged.by} /> <TimeAgo at={purged.at} />
        </Muted>
        {purged.reason && <Muted>{purged.reason}</Muted>}
      </>
    );
  }
  if (removed) return <Mark kind="stopped">{t('values.wasRemoved')}</Mark>;
  if (from) {
    return (
      <HiddenValue>
        <ReferenceText reference={from} />
      </HiddenValue>
    );
  }
  if (secret) return <HiddenValue>{t('values.secretChanged')}</HiddenValue>;
  return value === undefined ? (
    <HiddenValue>{t('values.hiddenNow')}</HiddenValue>
  ) : (
    <PlainValue value={value} />
  );
}

/** Where an older version still runs, and what reads it there. */
function Uses(props: { version: ValueVersion }) {
  const t = useT();
  const { inUse, usedBy } = props.version;
  if (inUse) return null;
  return (
    <>
      {usedBy.map(({ environment, workloads, resources }) => (
        <Box key={environment} sx={{ fontSize: 12.5 }}>
          <Mark kind="warning">{t('values.stillRuns', { environment })}</Mark>
          <Muted sx={{ display: 'block' }}>
            {[...workloads, ...resources].join(', ')}
          </Muted>
        </Box>
      ))}
    </>
  );
}

function restorable(
  t: Translate,
  version: ValueVersion,
  rights: ValueRights,
): Allowed | undefined {
  if (version.removed) {
    return { allowed: false, reason: t('values.nothingToRestore') };
  }
  if (version.purged) {
    return { allowed: false, reason: t('values.purgedForGood') };
  }
  return version.inUse
    ? { allowed: false, reason: t('values.inUseAlready') }
    : rights.allowed(version.secret);
}

/** Everything that a name was set to here, by whom and when; an older one can be set again. */
export function ValueHistory(props: {
  application: string;
  environment: string;
  name: string;
  rights: ValueRights;
  onClose(): void;
  onRestored(): void;
}) {
  const t = useT();
  const { application, environment, name, rights, onClose, onRestored } = props;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const { doing, error, run } = useDoing();
  const [purging, setPurging] = useState<{
    versions: ValueVersion[];
    isAll: boolean;
  }>();
  const answer = useTutti(valueVersionsQuestion, [
    application,
    environment,
    name,
  ]);
  const restore = async ({ scope, version, secret }: ValueVersion) => {
    const done = await run(() =>
      api.restoreValue(application, environment, name, {
        scope,
        version,
        secret,
      }),
    );
    if (!done) return;
    toast.post({
      title: t('values.restored', { name, version: String(version) }),
      timeout: 6000,
    });
    answer.refresh();
    onRestored();
  };
  return (
    <DialogFrame
      title={t('values.historyOf', { name })}
      wide="very"
      onClose={onClose}
    >
      <DialogBody
        onSubmit={onClose}
        actions={<PlainButton type="submit">{t('common.close')}</PlainButton>}
      >
        <Stack>
          <Muted>{t('values.historyText', { environment })}</Muted>
          <ErrorNote error={error} what={t('values.notRestored')} />
          <Loaded
            answer={answer}
            what={t('values.versions')}
            skeleton={<Skeletons count={3} height={48} />}
          >
            {({ items }) => (
              <>
                <Table
                  label={t('values.historyOf', { name })}
                  head={[
                    t('values.version'),
                    t('values.where'),
                    t('application.value'),
                    t('values.setBy'),
                    '',
                  ]}
                >
                  {items.map(version => (
                    <tr key={versionKey(version)}>
                      <th scope="row">
                        {version.version}
                        {version.inUse && (
                          <Box sx={{ fontSize: 12.5 }}>
                            <Mark kind="good">{t('values.inUse')}</Mark>
                          </Box>
                        )}
                        <Uses version={version} />
                      </th>
                      <td>{t(`values.${version.scope}`, { environment })}</td>
                      <td>
                        <Content version={version} />
                      </td>
                      <td>
                        <Author by={version.by} />
                        <Muted sx={{ display: 'block' }}>
                          <TimeAgo at={version.at} />
                        </Muted>
                      </td>
                      <td className="actions">
                        <AllowedButton
                          size="small"
                          pending={doing}
                          allowed={restorable(t, version, rights)}
                          right={
                            version.removed || version.purged || version.inUse
                              ? undefined
                              : rights.right(version.secret)
                          }
                          aria-label={t('values.restoreVersion', {
                            version: String(version.version),
                            scope: t(`values.${version.scope}`, {
                              environment,
                            }),
                          })}
                          onClick={() => void restore(version)}
                        >
                          {t('values.restore')}
                        </AllowedButton>
                        {isPurgeable(version) && (
                          <AllowedButton
                            size="small"
                            color="error"
                            allowed={rights.allowed(true)}
                            right={rights.right(true)}
                            aria-label={t('values.purgeVersion', {
                              version: String(version.version),
                              scope: t(`values.${version.scope}`, {
                                environment,
                              }),
                            })}
                            onClick={() =>
                              setPurging({ versions: [version], isAll: false })
                            }
                          >
                            {t('values.purge')}
                          </AllowedButton>
                        )}
                      </td>
                    </tr>
                  ))}
                </Table>
                {purgeableScopes(items).map(({ scope, versions }) => (
                  <Row key={scope}>
                    <AllowedButton
                      size="small"
                      color="error"
                      variant="outlined"
                      allowed={rights.allowed(true)}
                      right={rights.right(true)}
                      onClick={() => setPurging({ versions, isAll: true })}
                    >
                      {t('values.purgeAllOf', {
                        name,
                        scope: t(`values.${scope}`, { environment }),
                      })}
                    </AllowedButton>
                  </Row>
                ))}
                {purgedKinds(items).map(kind => (
                  <Muted key={kind}>{t(`values.${kind}`)}</Muted>
                ))}
              </>
            )}
          </Loaded>
        </Stack>
      </DialogBody>
      {purging && (
        <PurgeDialog
          application={application}
          environment={environment}
          name={name}
          {...purging}
          onClose={() => setPurging(undefined)}
          onPurged={() => {
            answer.refresh();
            onRestored();
          }}
        />
      )}
    </DialogFrame>
  );
}
