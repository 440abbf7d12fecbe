const BACKSTAGE_ERRORS = new Set([
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotModifiedError',
  'ServiceUnavailableError',
]);

/** Names and codes that Backstage answers as what they are: a sentence for the caller. */
export function isForCallers(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const status: unknown =
    Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  return BACKSTAGE_ERRORS.has(error.name) || typeof status === 'number';
}
