import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { claimsOf } from '../services/access/claims';
import { Caller } from '../services/types';

/**
 * Who asks, as services know them.
 *
 * @param authorization - header of the request, where there is one: a machine's token may say more
 */
export function callerOf(
  auth: AuthService,
  credentials: BackstageCredentials,
  authorization?: string,
): Caller {
  if (auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef } = credentials.principal;
    return { credentials, name: userEntityRef, isUser: true };
  }
  const name = auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
  const claims = claimsOf(authorization, name);
  return { credentials, name, isUser: false, ...(claims && { claims }) };
}
