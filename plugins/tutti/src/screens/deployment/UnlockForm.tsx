import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { environmentQuestion } from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useTutti } from '../../data/useTutti';
import { AllowedButton } from '../../ui/AllowedButton';
import { Row, Stack } from '../../ui/Surface';
import { ErrorNote } from '../../ui/ErrorNote';

/** Frees an environment after an interrupted run; always with a reason, which is recorded. */
export function UnlockForm(props: {
  application: string;
  environment: string;
  onUnlocked(): void;
}) {
  const t = useT();
  const { application, environment, onUnlocked } = props;
  const api = useApi(tuttiApiRef);
  const answer = useTutti(environmentQuestion, [application, environment]);
  const [reason, setReason] = useState('');
  const { doing, error, run } = useDoing();
  const unlock = async () => {
    const done = await run(() =>
      api.unlockEnvironment(application, environment, reason),
    );
    if (done) onUnlocked();
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (reason) void unlock();
      }}
    >
      <Stack>
        <Row>
          <Field
            label={t('deployment.unlockReason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            sx={{ flex: '1 1 320px', maxWidth: 560 }}
          />
          <AllowedButton
            type="submit"
            variant="outlined"
            pending={doing}
            right={
              reason ? { application, environment, verb: 'unlock' } : undefined
            }
            allowed={
              reason
                ? answer.data?.allowed.unlock
                : { allowed: false, reason: t('deployment.unlockNeedsReason') }
            }
          >
            {t('deployment.unlock', { environment })}
          </AllowedButton>
        </Row>
        <ErrorNote error={error} />
      </Stack>
    </form>
  );
}
