import { isError } from '@backstage/errors';
import { DriverError, TargetError } from '@tutti/engine';

/** Of the network, as Node names them. */
const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * Of PostgreSQL, by class: connections (08), rollbacks for another's sake (40), resources (53),
 * an operator's doing (57P); a lock that was not to be had (55P03).
 */
const POSTGRES = /^(08...|40(001|P01)|53...|57P..|55P03)$/;

/** Of SQLite, while another process writes, or the disk has no room. */
const SQLITE = /^SQLITE_(BUSY|FULL|LOCKED)/;

/** What knex, its pool and `pg` say without a code. */
const WORDS =
  /connection terminated|connection ended unexpectedly|connection error and is not queryable|timeout acquiring a connection|fetch failed|socket hang up/i;

/** The same may succeed in a moment: a database, a catalog or a cluster that did not answer. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TargetError || error instanceof DriverError) {
    return error.retryable;
  }
  // By its looks: what a native module makes may be an `Error` of another realm.
  if (!isError(error)) {
    return false;
  }
  const code: unknown = Reflect.get(error, 'code');
  if (
    typeof code === 'string' &&
    (NETWORK.has(code) || POSTGRES.test(code) || SQLITE.test(code))
  ) {
    return true;
  }
  // An answer of the catalog or another plugin (`ResponseError`).
  const status: unknown = Reflect.get(error, 'statusCode');
  if (typeof status === 'number' && error.name === 'ResponseError') {
    return status === 429 || status >= 500;
  }
  return (
    WORDS.test(error.message) ||
    (error.cause !== undefined && isTransient(error.cause))
  );
}
