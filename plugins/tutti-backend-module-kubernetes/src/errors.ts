import { JsonObject, JsonValue, TargetError } from '@tutti/engine';
import { fieldsOfOthers } from './fieldConflicts';
import { isObject, numberAt, objectsAt, textAt } from './json';

/** What a call was about, for people: `cluster "dev": apply Deployment shop-dev/web`. */
export interface Subject {
  cluster: string;
  /** `apply Deployment shop-dev/web` */
  deed: string;
  /** What a 409 means here, where the API server's words would mislead. */
  conflict?: string;
  /**
   * The body that was sent, when it is a Secret's. The API server quotes values in its
   * refusals, so of these only the names of the fields are repeated.
   */
  secretBody?: JsonObject;
}

/** An answer that is no success. */
export interface Refusal {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: JsonValue | undefined;
}

function describe(subject: Subject): string {
  return `cluster "${subject.cluster}": ${subject.deed}`;
}

/** The API server knows no such path: the kind or its version is not served (any more). */
export function isUnknownPath(refusal: Refusal): boolean {
  return (
    refusal.status === 404 &&
    (!isObject(refusal.body) || !textAt(refusal.body, 'details', 'name'))
  );
}

/** The error for an answer that the caller did not ask for. */
export function refusalError(subject: Subject, refusal: Refusal): TargetError {
  const said = textAt(refusal.body, 'message') ?? '';
  const { code, retryable } = classify(refusal, said);
  return new TargetError(
    `${describe(subject)}: ${refusalText(subject, refusal, said, code)}`,
    code,
    retryable,
    retryable ? retryAfter(refusal) : undefined,
  );
}

/** The same without what it is about: `spec.replicas: Invalid value: -1 (422 Invalid)`. */
export function refusalWords(
  subject: Omit<Subject, 'cluster' | 'deed'>,
  refusal: Refusal,
): string {
  const said = textAt(refusal.body, 'message') ?? '';
  const { code } = classify(refusal, said);
  return refusalText(
    { ...subject, cluster: '', deed: '' },
    refusal,
    said,
    code,
  );
}

/** The name is taken by another object than the one that was meant (tried: a 422, not a 409). */
function isAnotherObject(body: JsonValue | undefined): boolean {
  return objectsAt(body, 'details', 'causes').some(
    cause => cause.field === 'metadata.uid',
  );
}

type Class = Pick<TargetError, 'code' | 'retryable'>;

function classify(refusal: Refusal, said: string): Class {
  const { status, body } = refusal;
  if (namespaceTerminates(body))
    return { code: 'unavailable', retryable: true };
  if (isAnotherObject(body)) return { code: 'conflict', retryable: false };
  if (fieldsOfOthers(body).length > 0)
    return { code: 'fieldConflict', retryable: false };
  switch (status) {
    case 401:
    case 403:
      return { code: 'forbidden', retryable: false };
    case 404:
    case 410:
      return { code: 'notFound', retryable: false };
    case 408:
    case 504:
      return { code: 'timeout', retryable: true };
    case 409:
      return { code: 'conflict', retryable: false };
    case 429:
      return { code: 'throttled', retryable: true };
    default:
      return status >= 500 && !isBadBody(said)
        ? { code: 'unavailable', retryable: true }
        : { code: 'invalid', retryable: false };
  }
}

/**
 * A body that does not fit the kind's schema is a 500 (tried on Kubernetes 1.36: neither
 * status nor reason tell it from a broken API server), so that the words must decide.
 */
const BAD_BODY: { said: RegExp; means: string }[] = [
  {
    said: /illegal base64/,
    means: 'a value under data is not base64',
  },
  {
    said: /failed to create typed patch object|cannot unmarshal|strict decoding error/,
    means: 'it does not fit the schema of its kind',
  },
];

function isBadBody(said: string): boolean {
  return BAD_BODY.some(bad => bad.said.test(said));
}

function refusalText(
  subject: Subject,
  refusal: Refusal,
  said: string,
  code: TargetError['code'],
): string {
  const { status, body } = refusal;
  const reason = textAt(body, 'reason') ?? '';
  const label = `${status}${reason && ` ${reason}`}`;
  if (status === 401) {
    return `the cluster does not accept (any more) the credentials that are configured for it (${label})`;
  }
  if (isAnotherObject(body)) {
    return `it was deleted and made anew since it was read (${label})`;
  }
  if (code === 'fieldConflict') {
    const owners = fieldsOfOthers(body).map(
      ({ path, manager }) => `${path} belongs to ${manager}`,
    );
    return `${owners.join(
      ', ',
    )}. Have the other manager give the field up, leave the field out, or have the platform team say \`conflicts: force\` in the Target (${label})`;
  }
  if (code === 'conflict' && subject.conflict !== undefined) {
    return `${subject.conflict} (${label})`;
  }
  if (subject.secretBody && code !== 'conflict' && code !== 'forbidden') {
    const means = BAD_BODY.find(bad => bad.said.test(said))?.means ?? 'refused';
    const fields = secretFields(subject.secretBody, said);
    return `${means}${
      fields.length > 0 ? `, see ${fields.join(', ')}` : ''
    } (${label})`;
  }
  return said ? `${said} (${label})` : `refused (${label})`;
}

/** Names of the fields that a refusal of a Secret talks about, never their values. */
function secretFields(body: JsonObject, said: string): string[] {
  return ['stringData', 'data'].flatMap(part => {
    const values = body[part];
    if (!isObject(values)) return [];
    return Object.keys(values)
      .filter(
        key =>
          said.includes(`${part}.${key}`) || said.includes(`${part}[${key}]`),
      )
      .map(key => `${part}.${key}`);
  });
}

function namespaceTerminates(body: JsonValue | undefined): boolean {
  return objectsAt(body, 'details', 'causes').some(
    cause => cause.reason === 'NamespaceTerminating',
  );
}

function retryAfter(refusal: Refusal): number | undefined {
  const header = refusal.headers['retry-after'];
  const seconds =
    typeof header === 'string' && /^\d+$/.test(header.trim())
      ? Number(header)
      : numberAt(refusal.body, 'details', 'retryAfterSeconds');
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The error for a call that got no answer; `wrote`: something may have been done all the same. */
export function noAnswerError(
  subject: Subject,
  cause: unknown,
  wrote: boolean,
): TargetError {
  const code = codeOf(cause);
  const doubt = wrote ? '; whether it was done is not known' : '';
  if (isCertificateProblem(code)) {
    return new TargetError(
      `${describe(
        subject,
      )}: the API server's certificate is not trusted (${code}). Give the authority that signed it with caData or caFile`,
      'unavailable',
      false,
    );
  }
  return new TargetError(
    `${describe(subject)}: cannot be reached (${code})${doubt}`,
    'unavailable',
    true,
  );
}

export function timeoutError(
  subject: Subject,
  timeoutMs: number,
  wrote: boolean,
): TargetError {
  const doubt = wrote ? '; whether it was done is not known' : '';
  return new TargetError(
    `${describe(subject)}: no answer within ${timeoutMs / 1000} s${doubt}`,
    'timeout',
    true,
  );
}

/** The caller gave up; for the caller that is no answer either. */
export function stoppedError(subject: Subject, wrote: boolean): TargetError {
  const doubt = wrote ? '; whether it was done is not known' : '';
  return new TargetError(
    `${describe(subject)}: stopped before the answer came${doubt}`,
    'timeout',
    false,
  );
}

/**
 * Credentials come from files and from programs of the user's choice, and what those print
 * may hold a token: the cause's message is not repeated, only its code.
 */
export function credentialsError(
  subject: Subject,
  cause: unknown,
): TargetError {
  return new TargetError(
    `${describe(subject)}: the credentials could not be obtained (${codeOf(
      cause,
    )}). Check the kubeconfig's user: its files, and that its sign-in command works on this machine`,
    'forbidden',
    false,
  );
}

/** `ECONNREFUSED`, or the kind of error where there is no code; never its message. */
export function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'unknown error';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'name' in cause && typeof cause.name === 'string'
    ? cause.name
    : 'unknown error';
}

const CERTIFICATE_CODES = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function isCertificateProblem(code: string): boolean {
  return CERTIFICATE_CODES.has(code);
}
