import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { unforeseenMessage } from '@tutti/engine';
import { Told } from '../services/errors';
import { FaultLog } from './FaultLog';
import { isTransient } from './isTransient';

/**
 * What callers are told of an error that nobody foresaw: its own words may hold anything, so they get
 * an id, and the log the trace.
 *
 * @param during - What was being done, for the reader of the log.
 */
export function tellFault(
  faults: FaultLog,
  during: string,
  error: unknown,
): ConflictError | Told {
  if (isDatabaseConflictError(error)) {
    return new ConflictError(
      'Somebody else changed the same thing at the same moment. Look again.',
    );
  }
  const { stack, message } = toError(error);
  const errorId = faults.keep(during, stack ?? message);
  return isTransient(error)
    ? new Told({
        name: 'ServiceUnavailableError',
        message: `The database, the catalog or the cluster does not answer. Try again. The log of the backend tells more under the error id ${errorId}.`,
        errorId,
      })
    : new Told({
        name: 'InternalError',
        message: unforeseenMessage(errorId),
        errorId,
      });
}
