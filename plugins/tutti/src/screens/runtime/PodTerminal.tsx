import Alert from '@mui/material/Alert';
import type {
  Allowed,
  RuntimeContainer,
  TerminalEnd,
} from '@tutti/plugin-tutti-common';
import { lazy, Suspense, useState } from 'react';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { EmptyNote } from '../../ui/EmptyNote';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';

/** Big, and needed by few: it is loaded by those who open one. */
const TerminalSheet = lazy(() => import('./TerminalSheet'));

interface Where {
  application: string;
  environment: string;
  uid: string;
}

/** A shell in a container of a pod. It begins when somebody asks for it, not by an address. */
export function PodTerminal(
  props: Where & { containers: RuntimeContainer[]; terminal: Allowed },
) {
  const t = useT();
  const { containers, terminal, ...where } = props;
  const running = containers.filter(({ state }) => state === 'running');
  const main = running.find(({ init }) => !init) ?? running[0];
  const [asked, choose] = useUrlState('container', main?.name);
  const name = running.find(each => each.name === asked)?.name ?? main?.name;
  /** Which one since the page was opened; 0: none yet. */
  const [turn, setTurn] = useState(0);
  const [end, setEnd] = useState<TerminalEnd>();
  if (!terminal.allowed) {
    return (
      <EmptyNote title={t('runtime.noTerminal')}>{terminal.reason}</EmptyNote>
    );
  }
  if (name === undefined) {
    return (
      <EmptyNote title={t('runtime.noTerminal')}>
        {t('runtime.waiting')}
      </EmptyNote>
    );
  }
  const isOpen = turn > 0 && !end;
  return (
    <Stack>
      <Row>
        <ChoiceField
          label={t('runtime.container')}
          value={name}
          choices={running.map(each => ({ value: each.name, name: each.name }))}
          minWidth={140}
          onChange={container => {
            choose(container);
            setTurn(0);
            setEnd(undefined);
          }}
        />
        {!isOpen && (
          <PlainButton
            onClick={() => {
              setEnd(undefined);
              setTurn(turn + 1);
            }}
          >
            {t(turn > 0 ? 'runtime.openTerminalAgain' : 'runtime.openTerminal')}
          </PlainButton>
        )}
        <Muted>{t('runtime.terminalText')}</Muted>
      </Row>
      {end && (
        <Alert
          severity={end.exitCode === undefined ? 'warning' : 'info'}
          variant="outlined"
        >
          {end.exitCode === undefined
            ? t('runtime.terminalBroke', { message: end.message ?? '' })
            : t('runtime.terminalEnded', { code: String(end.exitCode) })}
        </Alert>
      )}
      {turn > 0 && (
        <Surface
          role="group"
          aria-label={t('runtime.terminalOf', { container: name })}
        >
          <Suspense fallback={<Skeletons count={1} height={340} />}>
            <TerminalSheet
              key={`${name} ${turn}`}
              {...where}
              container={name}
              onEnd={setEnd}
            />
          </Suspense>
        </Surface>
      )}
    </Stack>
  );
}
