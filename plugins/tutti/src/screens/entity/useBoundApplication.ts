import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  Application,
  applicationOf,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { question } from '../../data/question';
import { Answer, useTutti } from '../../data/useTutti';
import { isMoving } from '../../states/words';

const WHILE_MOVING = 2_500;
const AT_REST = 15_000;

/** None is an answer too. */
interface Bound {
  found?: Application;
}

const namedQuestion = question(
  async (api, name: string): Promise<Bound> => ({
    found: await api.getApplication(name),
  }),
);

async function firstBound(api: TuttiApi, refs: string[]): Promise<Bound> {
  for (const ref of refs) {
    const found = await api.findApplication(ref);
    if (found) return { found };
  }
  return {};
}

const boundQuestion = question((api, ...refs: string[]) =>
  firstBound(api, refs),
);

/** The entity itself, then the system that it is a part of. */
function candidates(entity: Entity): string[] {
  const own = stringifyEntityRef(entity);
  const system = entity.spec?.system;
  if (typeof system !== 'string') return [own];
  return [
    own,
    stringifyEntityRef(
      parseEntityRef(system, {
        defaultKind: 'system',
        defaultNamespace: entity.metadata.namespace,
      }),
    ),
  ];
}

/** The application that an entity names, or that is bound to it or to its system. */
export function useBoundApplication(entity: Entity): Answer<Bound> {
  const name = applicationOf(entity);
  return useTutti(
    name ? namedQuestion : boundQuestion,
    name ? [name] : candidates(entity),
    data => (data?.found?.environments.some(isMoving) ? WHILE_MOVING : AT_REST),
  );
}
