import { JsonSchema } from '../../model';
import { DriverContract, readPlatform } from '../platform';

/** Drivers as the tests of the reader need them. */
export const DRIVERS: DriverContract[] = [
  { name: 'static', inputs: { type: 'object' } },
  {
    name: 'strict',
    inputs: {
      type: 'object',
      required: ['size'],
      additionalProperties: false,
      properties: {
        size: { type: 'integer', minimum: 1 },
        tier: { type: 'string', enum: ['small', 'large'] },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        place: {
          oneOf: [
            { type: 'object', required: ['zone'] },
            { type: 'object', required: ['region'] },
          ],
        },
      },
    } satisfies JsonSchema,
  },
];

/** One document, its header written for it. */
export function doc(kind: string, name: string, spec: string): string {
  return `apiVersion: tutti.dev/v1alpha1
kind: ${kind}
metadata: { name: ${name} }
spec: ${spec}
`;
}

/** A platform in one file. */
export function readDocuments(...documents: string[]) {
  return readPlatform(
    [{ file: 'platform.yaml', text: documents.join('---\n') }],
    DRIVERS,
  );
}

export const POSTGRES = doc(
  'ResourceType',
  'postgres',
  `{ params: { type: object, properties: { version: { type: string } }, additionalProperties: false },
     outputs: { type: object, properties: { host: { type: string }, password: { type: string, x-secret: true } }, additionalProperties: false } }`,
);
