/** What a token says of itself, to be shown or to be renewed in time; whether it is true only the portal knows. */
export function claimsOf(token: string): Record<string, unknown> {
  try {
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const claims: unknown = JSON.parse(text.toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
