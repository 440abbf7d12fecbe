import {
  isObject,
  isValueObject,
  JsonObject,
  JsonValue,
  ObjectTemplate,
  Problem,
  Secret,
  Unknown,
  Value,
} from '../../model';
import { StepDraft } from '../draft/draft';
import { eachOpaque, isSecretObject } from '../values';
import { isPlain } from '../values/inspect';
import { reference, StandIns } from './StandIns';
import { UnknownLeaf, unknownProblems } from './unknownLeaves';

/**
 * Objects as they may be written to a file. In a Secret
 *
 * - what is generated, or a secret of the application or the platform, is a reference in the text
 *   it is part of: `postgres://app:${secret:generated/main-postgres-417c8b/app}@main:5432`;
 * - what a definition wrote down in clear, and no resource type calls secret, stays as it is;
 * - a text with a secret that a definition wrote down (an output that its type calls secret) is one
 *   reference as a whole, `${secret:object/<object>/<key>}`: its parts cannot be told apart.
 */
export class ManifestWriter {
  readonly #unknown: UnknownLeaf[] = [];
  readonly #declared: string[];

  constructor(
    private readonly standIns: StandIns,
    /** By resourceId. */
    private readonly names: Map<string, string>,
    outputs: Value[],
  ) {
    this.#declared = [
      ...new Set(
        outputs
          .flatMap(leaf => (leaf instanceof Secret ? texts(leaf.reveal()) : []))
          .filter(text => text !== '' && !standIns.occursIn(text)),
      ),
    ];
  }

  /** Leaves that only a deployment knows, of all that was written so far. */
  get problems(): Problem[] {
    return unknownProblems(this.#unknown);
  }

  /** @param step - that makes it, for problems */
  write(template: ObjectTemplate, step: StepDraft): JsonObject {
    const title = `${template.kind} ${nameOf(template)}`;
    eachOpaque(template, (leaf, path) => {
      if (leaf instanceof Unknown) {
        this.#unknown.push({ step, title, path: [...path], from: leaf.from });
      }
    });
    if (!isSecretObject(template)) {
      return plain(template);
    }
    const { data, ...rest } = template;
    return { ...plain(rest), ...this.#contents(template, data) };
  }

  #contents(secret: ObjectTemplate, stored: Value | undefined): JsonObject {
    const data: JsonObject = {};
    const stringData: JsonObject = {};
    for (const [key, leaf] of entriesOf(stored)) {
      if (!(leaf instanceof Secret)) {
        continue;
      }
      const base64 = leaf.revealText();
      const text = decoded(base64);
      if (this.#holdsDeclared(text ?? base64)) {
        stringData[key] = reference('object', nameOf(secret), key);
      } else if (text === undefined) {
        data[key] = this.#withReferences(base64);
      } else {
        stringData[key] = this.#withReferences(text);
      }
    }
    return {
      ...(Object.keys(data).length > 0 && { data }),
      ...(Object.keys(stringData).length > 0 && { stringData }),
    };
  }

  #withReferences(text: string): string {
    return this.standIns.withReferences(
      text,
      resourceId => this.names.get(resourceId) ?? resourceId,
    );
  }

  #holdsDeclared(text: string): boolean {
    return this.#declared.some(
      secret =>
        text.includes(secret) ||
        text.includes(JSON.stringify(secret).slice(1, -1)),
    );
  }
}

/** All texts in it, numbers and truth values as they would be printed. */
function texts(value: JsonValue): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(texts);
  }
  return [String(value)];
}

/** Undefined when it is not base64, or not of a text. */
function decoded(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return bytes.toString('base64') === base64 &&
    Buffer.from(text, 'utf8').equals(bytes)
    ? text
    : undefined;
}

function nameOf({ metadata }: ObjectTemplate): string {
  return isValueObject(metadata) && typeof metadata.name === 'string'
    ? metadata.name
    : '';
}

function entriesOf(map: Value | undefined): [string, Value][] {
  return isValueObject(map) ? Object.entries(map) : [];
}

/** What is not plain in it has its problem already: nothing of it is written. */
function plain(object: ObjectTemplate): JsonObject {
  return isPlain(object) && isObject(object) ? object : {};
}
