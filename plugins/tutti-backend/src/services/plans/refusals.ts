import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Problem } from '@tutti/engine';
import { RefusedRequest } from '../../store';
import { Refused, Told } from '../errors';

const ERRORS = {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
};

/** Why a plan could not be made, as whoever waits for it is answered. */
export function errorOf(refusal: RefusedRequest): Error {
  const { name, message, problems, errorId } = refusal;
  if (problems) {
    return new Refused(message, problems);
  }
  if (errorId !== undefined) {
    return new Told({ name, message, errorId });
  }
  const Kind = Object.entries(ERRORS).find(([each]) => each === name)?.[1];
  return Kind ? new Kind(message) : new Error(message);
}

/** The same for whoever looks later. */
export function problemsOf(refusal: RefusedRequest): Problem[] {
  const { message, problems } = refusal;
  return (
    problems ?? [
      {
        severity: 'error',
        code:
          refusal.name === 'NotAllowedError' ? 'ConsentNotYours' : 'NotPlanned',
        message,
      },
    ]
  );
}
