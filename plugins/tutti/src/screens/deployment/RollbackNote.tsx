import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Link } from '../../ui/Link';

/** What puts back by itself what failed, or why nothing does; and the other way round. */
export function RollbackNote({ detail }: { detail: DeploymentDetail }) {
  const t = useT();
  const links = useTuttiLinks();
  const { rollback, rollsBack } = detail;
  if (rollsBack) {
    return (
      <span>
        {t('deployment.rollsBack', {
          run: (
            <Link to={links.deployment(rollsBack.id)}>#{rollsBack.number}</Link>
          ),
        })}
      </span>
    );
  }
  if (!rollback) return null;
  return (
    <span>
      {'id' in rollback
        ? t('deployment.rolledBackBy', {
            run: (
              <Link to={links.deployment(rollback.id)}>#{rollback.number}</Link>
            ),
          })
        : t('deployment.notRolledBack', { reason: rollback.reason })}
    </span>
  );
}
