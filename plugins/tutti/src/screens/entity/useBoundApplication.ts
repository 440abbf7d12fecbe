import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Application } from '@tutti/plugin-tutti-common';
import { boundApplicationQuestion } from '../../data/questions';
import { Answer, useTutti } from '../../data/useTutti';
import { question } from '../../data/question';
import { isMoving } from '../../states/words';

/** Names the application of an entity (docs: concepts, catalog). */
export const APPLICATION_ANNOTATION = 'tutti.dev/application';

const WHILE_MOVING = 2_500;
const AT_REST = 15_000;

const namedQuestion = question((api, name: string) =>
  api
    .getApplication(name)
    .then((found): { found?: Application } => ({ found })),
);

/** The application that an entity names, or that is bound to it; none is an answer too. */
export function useBoundApplication(
  entity: Entity,
): Answer<{ found?: Application }> {
  const name = entity.metadata.annotations?.[APPLICATION_ANNOTATION];
  return useTutti(
    name ? namedQuestion : boundApplicationQuestion,
    [name ?? stringifyEntityRef(entity)],
    data => (data?.found?.environments.some(isMoving) ? WHILE_MOVING : AT_REST),
  );
}
