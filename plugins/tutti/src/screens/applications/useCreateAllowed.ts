import { usePermission } from '@backstage/plugin-permission-react';
import {
  Allowed,
  tuttiApplicationCreatePermission,
} from '@tutti/plugin-tutti-common';

/** May the signed-in user make applications? The server asks again. */
export function useCreateAllowed(): Allowed {
  const { allowed, loading } = usePermission({
    permission: tuttiApplicationCreatePermission,
  });
  return allowed || loading
    ? { allowed: true }
    : {
        allowed: false,
        reason: 'You lack the permission tutti.application.create.',
      };
}
