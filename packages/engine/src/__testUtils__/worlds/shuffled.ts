import fc from 'fast-check';
import { JsonObject, JsonValue } from '../../model';
import { World } from './World';

/** The same in another order of keys; lists stay, their order says something. */
function keysReversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(keysReversed);
  }
  return typeof value === 'object' && value !== null ? reversed(value) : value;
}

function reversed(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .reverse()
      .map(([key, item]) => [key, keysReversed(item)]),
  );
}

export function inAnyOrder<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(items, {
    minLength: items.length,
    maxLength: items.length,
  });
}

/** What says the same: documents, Score files and keys in another order. */
export function shuffled(world: World): fc.Arbitrary<World> {
  return fc
    .record({
      documents: inAnyOrder(world.documents),
      scores: inAnyOrder(world.scores),
    })
    .map(({ documents, scores }) => ({
      ...world,
      documents: documents.map(reversed),
      scores: scores.map(reversed),
    }));
}
