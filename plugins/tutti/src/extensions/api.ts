import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { TuttiClient } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../api';

/** The client of the signed-in user. */
export const tuttiApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tuttiApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new TuttiClient({ fetchApi }),
    }),
});
