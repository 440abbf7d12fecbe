import { createHash } from 'node:crypto';

/** Only this is kept of a token; 32 random bytes need no slower hash. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
