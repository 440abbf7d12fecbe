import fc from 'fast-check';
import { JsonObject, JsonValue, isObject } from '../../model';
import { anyPlatform } from './anyPlatform';

type Break = (document: JsonObject) => JsonObject[];

function inSpec(parts: JsonObject): Break {
  return document => [
    {
      ...document,
      spec: { ...asObject(document.spec), ...parts },
    },
  ];
}

function asObject(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

function renamed(document: JsonObject, name: string): JsonObject {
  return { ...document, metadata: { ...asObject(document.metadata), name } };
}

/** What somebody does wrong; most of it matters in documents of one kind only. */
const breaks: Break[] = [
  // Twice the same name, once with other content.
  document => [document, { ...document, spec: {} }],
  // Two definitions that could both match.
  document => [document, renamed(document, 'another')],
  () => [],
  inSpec({ type: 'nowhere' }),
  inSpec({ driver: 'nowhere' }),
  inSpec({ kind: 'Pod' }),
  inSpec({ require: 'plan.summary.create <' }),
  inSpec({ profile: 'nowhere' }),
  inSpec({ inputs: { host: '${resources.nowhere.host}' } }),
  inSpec({ outputs: { type: 'objekt' } }),
  document => [{ ...document, kind: 'Nothing' }],
];

/** A platform with one to five things wrong. */
export const brokenDocuments: fc.Arbitrary<JsonObject[]> = fc
  .record({
    documents: anyPlatform,
    broken: fc.array(
      fc.record({
        place: fc.nat(1000),
        change: fc.constantFrom(...breaks),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ documents, broken }) =>
    documents.flatMap((document, index) => {
      const found = broken.find(
        ({ place }) => place % documents.length === index,
      );
      return found ? found.change(document) : [document];
    }),
  );
