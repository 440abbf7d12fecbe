import type { DeploymentDetail, GateView } from '@tutti/plugin-tutti-common';
import { TextKey, useT } from '../../translation';
import { Link } from '../../ui/Link';
import { Mark, MarkKind } from '../../ui/Mark';
import { Stack, Surface } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { timeOfDay } from '../../ui/time';

const GATES = {
  pending: { mark: 'waiting', word: 'deployment.gatePending' },
  passed: { mark: 'good', word: 'deployment.gatePassed' },
  failed: { mark: 'bad', word: 'deployment.gateFailed' },
} as const satisfies Record<
  GateView['status'],
  { mark: MarkKind; word: TextKey }
>;

/** A check from outside: how it went, in the words of who set it. */
function Gate({ gate }: { gate: GateView }) {
  const t = useT();
  const { key, status, text, link, by, at } = gate;
  return (
    <li>
      <Mark kind={GATES[status].mark}>
        {t(GATES[status].word, { gate: key })}
      </Mark>{' '}
      {text && <span>{text}</span>}{' '}
      {link && <Link to={link}>{t('deployment.gateLink')}</Link>}{' '}
      {at && (
        <Muted>
          {by} · <TimeAgo at={at} />
        </Muted>
      )}
    </li>
  );
}

function Gates({ gates }: { gates: GateView[] }) {
  return gates.length === 0 ? null : (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {gates.map(gate => (
        <Gate key={gate.key} gate={gate} />
      ))}
    </ul>
  );
}

/** Checks for which others wait before they promote it. */
export function PromotionGates({ detail }: { detail: DeploymentDetail }) {
  const t = useT();
  const { promotion } = detail;
  if (!promotion) return null;
  return (
    <Surface aria-label={t('promotion.gates')} sx={{ p: 2.5 }}>
      <SectionTitle sx={{ mb: 1 }}>{t('promotion.gates')}</SectionTitle>
      <Gates gates={promotion.gates} />
    </Surface>
  );
}

/** What has to hold before it has succeeded, and how that stands. */
export function VerificationNote({ detail }: { detail: DeploymentDetail }) {
  const t = useT();
  const { verification, status } = detail;
  if (!verification) return null;
  const { gates, healthyForMs, healthySince, until } = verification;
  const verifying = status === 'verifying';
  if (!verifying && gates.length === 0) return null;
  return (
    <Surface aria-label={t('deployment.verification')} sx={{ p: 2.5 }}>
      <Stack sx={{ gap: 1 }}>
        {verifying && (
          <div role="status">
            <Mark kind="active">{t('deployment.verifying')}</Mark>{' '}
            <Muted>
              {t('deployment.verifyingUntil', {
                time: timeOfDay(t, Date.parse(until)),
              })}
            </Muted>
          </div>
        )}
        {verifying && healthyForMs > 0 && (
          <span>
            {healthySince
              ? t('deployment.healthyUntil', {
                  time: timeOfDay(t, Date.parse(healthySince) + healthyForMs),
                })
              : t('deployment.notHealthyNow')}
          </span>
        )}
        <Gates gates={gates} />
      </Stack>
    </Surface>
  );
}
