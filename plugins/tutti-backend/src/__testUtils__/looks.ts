import { RuntimeLook, TuttiClient } from '@tutti/plugin-tutti-common';
import { Portal } from './portal';

/** What runs in the shop's development, as the portal's own client follows it. */
export function followShop(
  portal: Portal,
  user: string,
  signal: AbortSignal,
): AsyncIterable<RuntimeLook> {
  const tutti = new TuttiClient({
    discoveryApi: { getBaseUrl: async () => `${portal.address}/api/tutti` },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', portal.authorization(user));
        return fetch(input, { ...init, headers });
      },
    },
  });
  return tutti.followRuntime('shop', 'development', {}, { signal });
}

export async function firstLook(
  portal: Portal,
  user: string,
): Promise<RuntimeLook | undefined> {
  const over = new AbortController();
  for await (const look of followShop(portal, user, over.signal)) {
    over.abort();
    return look;
  }
  return undefined;
}
