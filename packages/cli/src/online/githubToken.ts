import { Environment } from '../streams';
import { NoAnswer } from './errors';
import { claimsOf } from './claims';
import { request } from './request';

/** So long before its end a token is not used any more. */
const EARLY_MS = 60_000;

/**
 * In GitHub Actions with `id-token: write` a job has an identity of its own; its tokens are good for minutes, so
 * that each is asked for when it is needed. The audience is the portal: no other may use it.
 *
 * @returns undefined where there is no such identity
 */
export function githubToken(
  portal: string,
  environment: Environment,
): (() => Promise<string>) | undefined {
  const {
    ACTIONS_ID_TOKEN_REQUEST_URL: url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
  } = environment;
  if (!url || !secret) {
    return undefined;
  }
  let kept: { token: string; until: number } | undefined;
  return async () => {
    if (!kept || Date.now() > kept.until) {
      const token = await ask(url, secret, portal);
      const { exp } = claimsOf(token);
      kept = {
        token,
        until: typeof exp === 'number' ? exp * 1000 - EARLY_MS : 0,
      };
    }
    return kept.token;
  };
}

async function ask(
  url: string,
  secret: string,
  audience: string,
): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set('audience', audience);
  const answer = await request('GitHub’s token service', asked, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  const body: unknown = answer.ok
    ? await answer.json().catch(() => undefined)
    : undefined;
  const token: unknown = Reflect.get(Object(body), 'value');
  if (typeof token !== 'string') {
    throw new NoAnswer(
      `GitHub’s token service answers ${answer.status}, without a token`,
    );
  }
  return token;
}
