import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type {
  DriftDecided,
  DriftDecision,
  DriftOutcome,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import { useDoing } from '../data/useDoing';

import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
import { ErrorNote } from '../ui/ErrorNote';
import { Field } from '../ui/Field';
import { Link } from '../ui/Link';
import { Mark } from '../ui/Mark';
import { PlainButton } from '../ui/PlainButton';
import { Rows } from '../ui/Rows';
import { Stack } from '../ui/Surface';
import { Muted } from '../ui/Text';

type How = DriftDecision['how'];

const TEXTS = {
  repair: 'drift.repairText',
  accept: 'drift.acceptText',
  ignore: 'drift.ignoreText',
} as const satisfies Record<How, string>;

const VERBS = {
  repair: 'drift.repair',
  accept: 'drift.accept',
  ignore: 'drift.ignore',
} as const satisfies Record<How, string>;

/** Says what will happen, does it, and says what came of it in each environment. */
export function DriftDialog(props: {
  how: How;
  /** What it is about, for the title. */
  what: string;
  of: Pick<DriftDecision, 'findings' | 'cause'>;
  environments: number;
  onChanged(): void;
  onClose(): void;
}) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { how, what, of, environments, onChanged, onClose } = props;
  const [text, setText] = useState('');
  const [decided, setDecided] = useState<DriftDecided>();
  const { doing, error, run } = useDoing();
  const reason = text.trim();
  const isMissing = how !== 'repair' && reason === '';
  const verb = t(VERBS[how]);
  const confirm = async () => {
    if (isMissing || doing) return;
    await run(async () => {
      setDecided(
        await api.decideDrift({ how, ...of, ...(reason && { reason }) }),
      );
      onChanged();
    });
  };
  return (
    <DialogFrame title={`${verb}: ${what}`} onClose={onClose}>
      {decided ? (
        <DialogBody
          changed={false}
          onSubmit={onClose}
          actions={
            <PlainButton type="submit" variant="contained">
              {t('drift.close')}
            </PlainButton>
          }
        >
          <Outcomes decided={decided} />
        </DialogBody>
      ) : (
        <DialogBody
          changed={reason !== '' && !doing}
          onSubmit={() => void confirm()}
          actions={
            <>
              <CancelButton />
              <AllowedButton
                type="submit"
                variant="contained"
                disableElevation
                {...(isMissing && {
                  allowed: {
                    allowed: false,
                    reason: t('waiting.reasonFirst'),
                  },
                })}
                pending={doing}
              >
                {verb}
              </AllowedButton>
            </>
          }
        >
          <Stack>
            <div>{t(TEXTS[how])}</div>
            <Muted>{t('drift.concerns', { count: environments })}</Muted>
            {how !== 'repair' && (
              <Field
                label={t('drift.reason')}
                value={text}
                onChange={event => setText(event.target.value)}
                sx={{ mt: 1 }}
              />
            )}
            <ErrorNote error={error} />
          </Stack>
        </DialogBody>
      )}
    </DialogFrame>
  );
}

function Outcomes(props: { decided: DriftDecided }) {
  const t = useT();
  const { items, left } = props.decided;
  return (
    <Stack>
      <Rows aria-label={t('drift.outcomes')}>
        {items.map(item => (
          <Box
            component="li"
            key={`${item.application}/${item.environment}`}
            sx={{ px: 2, py: 1, overflowWrap: 'anywhere' }}
          >
            <Outcome item={item} />
          </Box>
        ))}
      </Rows>
      {left > 0 && <Muted>{t('drift.left', { count: left })}</Muted>}
    </Stack>
  );
}

function Outcome(props: { item: DriftOutcome }) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, environment, outcome, deploymentId, message } =
    props.item;
  const where = (
    <Link to={links.environment(application, environment, 'drift')}>
      {`${application}/${environment}`}
    </Link>
  );
  if (outcome === 'refused') {
    return (
      <>
        {where} <Mark kind="stopped">{t('drift.refused')}</Mark>
        <Muted sx={{ display: 'block' }}>{message}</Muted>
      </>
    );
  }
  return (
    <>
      {where}{' '}
      {outcome === 'queued' && deploymentId !== undefined ? (
        <>
          {t('drift.queued')}{' '}
          <Link to={links.deployment(deploymentId)}>
            {t('drift.theDeployment')}
          </Link>
        </>
      ) : (
        t(outcome === 'ignored' ? 'drift.ignored' : 'drift.accepted')
      )}
    </>
  );
}
