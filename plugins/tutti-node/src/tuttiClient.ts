import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { TuttiClient } from '@tutti/plugin-tutti-common';

/**
 * Tutti's API for other backend plugins. A token is asked for with every call, since what is
 * awaited may outlast one.
 *
 * @param credentials - On whose behalf: a person's, or the plugin's own.
 * @param abort - Gives up what is being asked.
 */
export function tuttiClient(
  services: { auth: AuthService; discovery: DiscoveryService },
  credentials: () => Promise<BackstageCredentials>,
  abort?: AbortSignal,
): TuttiClient {
  const { auth, discovery } = services;
  return new TuttiClient({
    discoveryApi: discovery,
    fetchApi: {
      async fetch(input, init) {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await credentials(),
          targetPluginId: 'tutti',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        const signals = [init?.signal, abort].flatMap(signal => signal ?? []);
        return fetch(input, {
          ...init,
          headers,
          ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
        });
      },
    },
  });
}
