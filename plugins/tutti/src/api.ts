import { createApiRef } from '@backstage/frontend-plugin-api';
import type { TuttiApi } from '@tutti/plugin-tutti-common';

/** Tutti's HTTP API as calls, on behalf of the signed-in user. */
export const tuttiApiRef = createApiRef<TuttiApi>().with({
  id: 'plugin.tutti.client',
  pluginId: 'tutti',
});
