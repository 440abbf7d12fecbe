import Alert from '@mui/material/Alert';
import type { RuntimeContainer } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { messageOf } from '../../data/apiErrors';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { LogSheet } from '../../ui/LogSheet';
import { Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { Toggle } from '../../ui/Toggle';
import { usePodLog } from './usePodLog';

/** What a container of a pod says, as it says it. */
export function PodLog(props: {
  application: string;
  environment: string;
  uid: string;
  pod: string;
  containers: RuntimeContainer[];
}) {
  const t = useT();
  const { pod, containers, ...where } = props;
  // The first that runs beside others, not before them.
  const main = containers.find(({ init }) => !init)?.name ?? '';
  const [asked, choose] = useUrlState('container', main);
  const container = containers.find(({ name }) => name === asked);
  const name = container?.name ?? main;
  const [previous, setPrevious] = useState(false);
  const { lines, ended, error } = usePodLog({
    ...where,
    container: name,
    previous,
  });
  return (
    <Stack>
      {error && (
        <Alert severity="info" variant="outlined">
          {t('runtime.logBroke', { message: messageOf(t, error) })}
        </Alert>
      )}
      <Surface aria-label={t('runtime.logOf', { container: name })}>
        <LogSheet
          lines={lines}
          empty={t('deployment.nothingLogged')}
          fileName={`${pod}-${name}.log`}
          head={
            <>
              <ChoiceField
                label={t('runtime.container')}
                value={name}
                choices={containers.map(each => ({
                  value: each.name,
                  name: each.name,
                }))}
                minWidth={140}
                onChange={choose}
              />
              {(container?.restarts ?? 0) > 0 && (
                <Toggle
                  label={t('runtime.previous')}
                  on={previous}
                  onChange={setPrevious}
                />
              )}
              {ended && <Muted>{t('runtime.logEnded')}</Muted>}
            </>
          }
        />
      </Surface>
    </Stack>
  );
}
