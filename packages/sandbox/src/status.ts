import { JsonObject } from './json';

export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** An answer that is not a success, in the form of Kubernetes' `Status`. */
export class ApiError extends Error {
  readonly name = 'ApiError';

  constructor(
    readonly code: number,
    /** Absent where Kubernetes has no word for it. */
    readonly reason: string | undefined,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason !== undefined && { reason: this.reason }),
      ...(this.details && {
        details: JSON.parse(JSON.stringify(this.details)),
      }),
      code: this.code,
    };
  }
}

/** Not even the API's group is there: answered in plain text, as a real server does. */
export class PageNotFound extends Error {
  readonly name = 'PageNotFound';
}

/** What an error is about: enough of a kind to name it as Kubernetes does. */
export interface Subject {
  group: string;
  plural: string;
  kind: string;
}

/** `deployments.apps`, or `pods` for the core group. */
export function groupResource(subject: Subject): string {
  return subject.group ? `${subject.plural}.${subject.group}` : subject.plural;
}

function detailsOf(subject: Subject, name: string): StatusDetails {
  return {
    name,
    ...(subject.group && { group: subject.group }),
    kind: subject.plural,
  };
}

export function notFound(subject: Subject, name: string): ApiError {
  return new ApiError(
    404,
    'NotFound',
    `${groupResource(subject)} "${name}" not found`,
    detailsOf(subject, name),
  );
}

/** A path that leads nowhere, as opposed to an object that is not there. */
export function noSuchPath(): ApiError {
  return new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

export function alreadyExists(subject: Subject, name: string): ApiError {
  return new ApiError(
    409,
    'AlreadyExists',
    `${groupResource(subject)} "${name}" already exists`,
    detailsOf(subject, name),
  );
}

export function conflict(
  subject: Subject,
  name: string,
  message: string,
): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${groupResource(
      subject,
    )} "${name}": ${message}`,
    detailsOf(subject, name),
  );
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function forbidden(
  subject: Subject,
  name: string,
  message: string,
  causes: StatusCause[] = [],
): ApiError {
  return new ApiError(
    403,
    'Forbidden',
    `${groupResource(subject)} "${name}" is forbidden: ${message}`,
    { ...detailsOf(subject, name), ...(causes.length > 0 && { causes }) },
  );
}

export function methodNotAllowed(): ApiError {
  return new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export type CauseReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong';

/** One field that does not hold; `message` as Kubernetes prints it, without the field. */
export interface FieldProblem {
  field: string;
  reason: CauseReason;
  message: string;
}

export function invalid(
  subject: Subject,
  name: string,
  problems: FieldProblem[],
): ApiError {
  const lines = problems.map(problem => `${problem.field}: ${problem.message}`);
  const list = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const kind = subject.group
    ? `${subject.kind}.${subject.group}`
    : subject.kind;
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
    ...(name && { name }),
    ...(subject.group && { group: subject.group }),
    kind: subject.kind,
    causes: problems.map(problem => ({
      reason: problem.reason,
      message: problem.message,
      field: problem.field,
    })),
  });
}
