import Ajv, { ValidateFunction } from 'ajv';
import { Response } from 'supertest';

/** What may be answered to one route, by status; absent: it may not be answered. */
interface Operation {
  method: string;
  path: RegExp;
  answers: Map<number, () => ValidateFunction | undefined>;
}

/** Of an OpenAPI document, what is looked at here. */
interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        responses: Record<
          string,
          { content?: Record<string, { schema: object }> }
        >;
      }
    >
  >;
  components: { schemas: Record<string, object> };
}

/**
 * Compares answers with the OpenAPI document: status and form, with nothing in it that the document does
 * not name.
 */
export class Documented {
  /** By the document: what was compiled for one portal of a test file serves the next. */
  static readonly #known = new Map<string, Documented>();

  static by(document: Document): Documented {
    const text = JSON.stringify(document);
    const documented = this.#known.get(text) ?? new Documented(document);
    this.#known.set(text, documented);
    return documented;
  }

  readonly #operations: Operation[];

  private constructor(document: Document) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema(exact({ components: document.components }), 'document');
    this.#operations = Object.entries(document.paths).flatMap(
      ([path, operations]) =>
        Object.entries(operations).map(([method, { responses }]) => ({
          method,
          path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
          answers: new Map(
            Object.entries(responses).map(([status, { content }]) => {
              const schema = content?.['application/json']?.schema;
              let validate: ValidateFunction | undefined;
              return [
                Number(status),
                // A test asks a few of hundreds: what nobody asks is not compiled.
                () => {
                  if (schema) validate ??= ajv.compile(within(schema));
                  return validate;
                },
              ];
            }),
          ),
        })),
    );
  }

  /** @throws Error that says what the document says otherwise */
  check(method: string, url: string, { status, body, type }: Response): void {
    const [path] = url.split('?');
    const operation = this.#operations.find(
      each => each.method === method && each.path.test(path),
    );
    if (!operation) return;
    const told = `${method} ${path} answers ${status}`;
    if (!operation.answers.has(status)) {
      throw new Error(`${told}, which the OpenAPI document does not name`);
    }
    const validate = operation.answers.get(status)?.();
    if (type !== 'application/json') return;
    if (!validate) {
      throw new Error(`${told} with a body; the OpenAPI document has none`);
    }
    if (!validate(body)) {
      throw new Error(
        `${told} otherwise than the OpenAPI document says: ${JSON.stringify(
          validate.errors?.slice(0, 5),
        )}`,
      );
    }
  }
}

/** The same schema, asked from beside the document. */
function within(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
}

/** The same schemas, to which nothing may be added. */
function exact(schema: unknown): object {
  return JSON.parse(
    JSON.stringify(schema, (_key, value) =>
      value?.type === 'object' &&
      value.properties &&
      value.additionalProperties === undefined
        ? { ...value, additionalProperties: false }
        : value,
    ),
  );
}
