import type { Approval, Hold, Waits } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { Link } from '../ui/Link';
import { Principals } from '../ui/Principals';
import { TimeAgo } from '../ui/TimeAgo';
import { TimeUntil } from '../ui/TimeUntil';

/** What would end the waiting for people: who is still missing, and how long it may take. */
export function MissingApprovals(props: { approval: Approval }) {
  const t = useT();
  const { missing, expiresAt } = props.approval;
  // Somebody of a group that is missing is one person at least.
  const count = Math.max(missing.people, missing.groups.length > 0 ? 1 : 0);
  if (count === 0) return <>{t('waiting.approvalComplete')}</>;
  return (
    <>
      {missing.groups.length > 0
        ? t('waiting.approvalGroups', {
            count,
            groups: <Principals refs={missing.groups} />,
          })
        : t('waiting.approvalPeople', { count })}
      {expiresAt && (
        <> {t('waiting.expires', { until: <TimeUntil at={expiresAt} /> })}</>
      )}
    </>
  );
}

/** Who holds automation back, since when and why. */
function Held(props: { hold: Hold | undefined }) {
  const t = useT();
  const { hold } = props;
  if (!hold) return <>{t('waiting.holdUnknown')}</>;
  return (
    <>
      {t('waiting.hold', {
        ago: <TimeAgo at={hold.since} />,
        who: <Author by={hold.by} />,
        reason: hold.reason,
      })}
    </>
  );
}

function Behind(props: { waits: Waits }) {
  const t = useT();
  const links = useTuttiLinks();
  const { deployment, position } = props.waits;
  const run = deployment ? (
    <Link to={links.deployment(deployment.id)}>#{deployment.number}</Link>
  ) : (
    t('waiting.anotherRun')
  );
  return (
    <>
      {position !== undefined && position > 1
        ? t('waiting.behind', { position: String(position), run })
        : t('waiting.behindNext', { run })}
    </>
  );
}

/** Which checks have to pass, and of which deployment. */
function GatesOf(props: { waits: Waits }) {
  const t = useT();
  const links = useTuttiLinks();
  const { gates = [], deployment } = props.waits;
  return (
    <>
      {t('waiting.gate', {
        count: gates.length,
        gates: gates.join(', '),
        run: deployment ? (
          <Link to={links.deployment(deployment.id)}>#{deployment.number}</Link>
        ) : (
          t('waiting.anotherRun')
        ),
      })}
    </>
  );
}

/** What something waits for, and what would end it: the whole answer in one sentence. */
export function WaitSentence(props: {
  waits: Waits;
  environment: string;
  approval?: Approval | undefined;
  hold?: Hold | undefined;
}) {
  const t = useT();
  const { waits, environment, approval, hold } = props;
  switch (waits.for) {
    case 'run':
      return <Behind waits={waits} />;
    case 'worker':
      return <>{t('waiting.worker')}</>;
    case 'approval':
      return approval ? (
        <MissingApprovals approval={approval} />
      ) : (
        <>{t('waiting.approvalWaits')}</>
      );
    case 'window':
      return (
        <>
          {waits.until
            ? t('waiting.window', { until: <TimeUntil at={waits.until} /> })
            : t('waiting.windowOpen')}
        </>
      );
    case 'builds':
      return waits.until ? (
        <>{t('waiting.builds', { until: <TimeUntil at={waits.until} /> })}</>
      ) : (
        <>{waits.message}</>
      );
    case 'hold':
      return <Held hold={hold} />;
    case 'pause':
      return <>{t('waiting.pause', { environment })}</>;
    case 'lock':
      return <>{t('waiting.lock', { environment })}</>;
    case 'soak':
      return (
        <>
          {waits.until
            ? t('waiting.soak', { until: <TimeUntil at={waits.until} /> })
            : t('waiting.soakBegins')}
        </>
      );
    case 'gate':
      return <GatesOf waits={waits} />;
    case 'wave':
      return (
        <>{t('waiting.wave', { behind: (waits.behind ?? []).join(', ') })}</>
      );
    default:
      // A reason of a newer backend stands as it is said there.
      return <>{props.waits.message}</>;
  }
}
