import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const root = resolve(__dirname, '../../../..');

/** JSON Schemas of what the API answers, made of the types that its client gives; by name. */
export function answerSchemas(): Record<string, object> {
  const types = ['Answers', 'ErrorAnswer'];
  const [answers, error] = types.map(type =>
    createGenerator({
      path: resolve(root, 'plugins/tutti-common/src/types/answers.ts'),
      tsconfig: resolve(root, 'tsconfig.json'),
      type,
      expose: 'export',
      topRef: false,
      // `yarn tsc` does that.
      skipTypeCheck: true,
      // Clients live on when an answer has more than they know.
      additionalProperties: true,
    }).createSchema(type),
  );
  const { definitions = {}, properties = {} } = answers;
  const { $schema: _, definitions: ofError, ...errorAnswer } = error;
  const named = Object.fromEntries(
    Object.entries({ ...definitions, ...ofError }).filter(
      ([name]) => !types.includes(name),
    ),
  );
  for (const [name, schema] of Object.entries(properties)) {
    const is = JSON.stringify(schema);
    if (name in named && is !== `{"$ref":"#/definitions/${name}"}`) {
      throw new Error(`Answers.${name} is another type than ${name}: ${is}`);
    }
  }
  const schemas = { ...properties, ...named, ErrorAnswer: errorAnswer };
  const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.parse(
    JSON.stringify(Object.fromEntries(sorted)).replaceAll(
      '"#/definitions/',
      '"#/components/schemas/',
    ),
  );
}
