import { createHmac } from 'node:crypto';

export const TIMESTAMP_HEADER = 'Tutti-Timestamp';
export const SIGNATURE_HEADER = 'Tutti-Signature';
export const EVENT_HEADER = 'Tutti-Event';
export const ID_HEADER = 'Tutti-Event-Id';

/**
 * `v1=` and, in hex, HMAC-SHA256 with the secret of the webhook over the timestamp, a dot and the body
 * (docs/guides/events.md shows how it is checked).
 *
 * @param timestamp - Seconds since 1970, as the header has it
 */
export function signatureOf(
  secret: string,
  timestamp: string,
  body: string,
): string {
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`);
  return `v1=${mac.digest('hex')}`;
}
