import { JsonObject, JsonValue, TargetError } from '@tutti/engine';
import { isObject, numberAt, objectsAt, textAt } from './json';

/** What a call was about, for people: `cluster "dev": apply Deployment shop-dev/web`. */
export interface Subject {
  cluster: string;
  /** `apply Deployment shop-dev/web` */
  deed: string;
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

/** The error for an answer with a status of 300 or above. */
export function refusalError(subject: Subject, refusal: Refusal): TargetError {
  const { status } = refusal;
  const reason = textAt(refusal.body, 'reason');
  const message = `${describe(subject)}: ${refusalText(subject, refusal)}`;
  if (namespaceTerminates(refusal.body)) {
    return new TargetError(message, 'unavailable', true);
  }
  switch (status) {
    case 401:
      return new TargetError(
        `${message}. The credentials of this cluster are not accepted (any more)`,
        'forbidden',
        false,
      );
    case 403:
      return new TargetError(message, 'forbidden', false);
    case 404:
    case 410:
      return new TargetError(message, 'notFound', false);
    case 409:
      return new TargetError(message, 'conflict', false);
    case 408:
      return new TargetError(message, 'timeout', true);
    case 429:
      return new TargetError(message, 'throttled', true, retryAfter(refusal));
    case 504:
      return new TargetError(message, 'timeout', true, retryAfter(refusal));
    default:
      if (status >= 500) {
        // An admission webhook that cannot be reached is a 500 with this reason, too.
        return new TargetError(
          message,
          reason === 'Timeout' || reason === 'ServerTimeout'
            ? 'timeout'
            : 'unavailable',
          true,
          retryAfter(refusal),
        );
      }
      return new TargetError(message, 'invalid', false);
  }
}

function refusalText(subject: Subject, refusal: Refusal): string {
  const reason = textAt(refusal.body, 'reason') ?? '';
  const label = `${refusal.status}${reason && ` ${reason}`}`;
  const said = textAt(refusal.body, 'message');
  if (subject.secretBody) {
    const fields = secretFields(subject.secretBody, said ?? '');
    return fields.length > 0
      ? `refused (${label}) because of ${fields.join(', ')}`
      : `refused (${label})`;
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

function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    return codeOf(cause.errors[0]);
  }
  if (cause instanceof Error) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
    return cause.name;
  }
  return 'unknown error';
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
