import { usePermission } from '@backstage/plugin-permission-react';
import {
  Allowed,
  tuttiApplicationCreatePermission,
} from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';

/** May the signed-in user make applications? The server asks again. */
export function useCreateAllowed(): Allowed {
  const t = useT();
  const { allowed, loading } = usePermission({
    permission: tuttiApplicationCreatePermission,
  });
  return allowed || loading
    ? { allowed: true }
    : {
        allowed: false,
        reason: t('applications.mayNotCreate'),
      };
}
