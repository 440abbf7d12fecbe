/** What a verified token says of its bearer, by claim; numbers and truth values as text. */
export type Claims = Record<string, string>;

/** Of tokens from outside; the subjects of plugins and people begin otherwise. */
const EXTERNAL = 'external:';

/**
 * The claims of a token that Backstage has verified by its key set: issuer, audience, signature and expiry.
 * Backstage keeps its subject only, so the rest is read from the same token. Undefined for a token that is
 * not of this subject, and for one that says nothing.
 *
 * @param subject - of the credentials, as verified: `external:<sub>` or `external:<subjectPrefix>:<sub>`
 */
export function claimsOf(
  authorization: string | undefined,
  subject: string,
): Claims | undefined {
  if (!subject.startsWith(EXTERNAL)) {
    return undefined;
  }
  const payload = /^Bearer +[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(
    authorization ?? '',
  )?.[1];
  const claims = payload === undefined ? undefined : read(payload);
  return claims?.sub !== undefined &&
    (subject === `${EXTERNAL}${claims.sub}` ||
      subject.endsWith(`:${claims.sub}`))
    ? claims
    : undefined;
}

function read(payload: string): Claims | undefined {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  return typeof content === 'object' && content !== null
    ? Object.fromEntries(
        Object.entries(content).flatMap(([claim, value]) =>
          ['string', 'number', 'boolean'].includes(typeof value)
            ? [[claim, String(value)]]
            : [],
        ),
      )
    : undefined;
}
