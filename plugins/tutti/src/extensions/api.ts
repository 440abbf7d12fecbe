import { ApiBlueprint, coreApis } from '@backstage/frontend-plugin-api';
import { TuttiClient } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../api';

/** The client of the signed-in user. */
export const tuttiApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tuttiApiRef,
      deps: { fetchApi: coreApis.fetch },
      factory: ({ fetchApi }) => new TuttiClient({ fetchApi }),
    }),
});
