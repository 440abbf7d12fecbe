import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Row } from '../../ui/Surface';
import { timeOfDay } from '../../ui/time';
import { failuresSoFar } from './failuresSoFar';
import { isFinal, statusesOf } from './runEvents';

/** While a run goes on: that something failed already, and how long the rest may still take. */
export function RunSoFar(props: {
  detail: DeploymentDetail;
  deadlines: ReadonlyMap<string, number>;
}) {
  const { detail, deadlines } = props;
  const t = useT();
  const counts = statusesOf(detail);
  const failed = Math.max(
    failuresSoFar(detail).length,
    (counts.failed ?? 0) + (counts.diverged ?? 0),
  );
  if (isFinal(detail) || (failed === 0 && deadlines.size === 0)) return null;
  const running = counts.running ?? 0;
  return (
    <Row role="status">
      {failed > 0 && (
        <Mark kind="bad">{t('deployment.failedSoFar', { count: failed })}</Mark>
      )}
      {deadlines.size > 0 && (
        <Mark kind="active">
          {t('deployment.stillWaiting', {
            count: deadlines.size,
            deadline: timeOfDay(t, Math.max(...deadlines.values())),
          })}
        </Mark>
      )}
      {running > 0 && (
        <Mark kind="active">
          {t('deployment.stillRunning', { count: running })}
        </Mark>
      )}
    </Row>
  );
}
