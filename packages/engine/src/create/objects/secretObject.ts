import {
  isValueObject,
  ObjectTemplate,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { HIDDEN, isSecretObject, mapContents } from '../values';

/**
 * Secrets are written in clear (`stringData`) and stored in base64 (`data`): ours are sent as they
 * are stored, so that a changed one can be told from an unchanged one. Whatever stands in one
 * counts as a secret, also what a definition wrote down literally.
 */
export function storedSecret(template: ObjectTemplate): {
  template: ObjectTemplate;
  /** What the data of a Secret cannot be: it is a map of texts. */
  wrong: { path: string; shouldBe: string }[];
} {
  if (!isSecretObject(template)) {
    return { template, wrong: [] };
  }
  const { stringData, ...rest } = template;
  const wrong: { path: string; shouldBe: string }[] = [];
  const data: ValueObject = {};
  for (const [field, map] of Object.entries({ data: rest.data, stringData })) {
    if (map !== undefined && !isValueObject(map)) {
      wrong.push({ path: field, shouldBe: 'a map' });
    }
    for (const [key, value] of entries(map)) {
      const leaf = secretLeaf(value);
      if (!leaf) {
        wrong.push({ path: `${field}.${key}`, shouldBe: 'a text' });
      } else {
        data[key] =
          field === 'stringData' && leaf instanceof Secret
            ? new Secret(Buffer.from(leaf.revealText()).toString('base64'))
            : leaf;
      }
    }
  }
  return { template: { ...rest, data }, wrong };
}

function entries(map: Value | undefined): [string, Value][] {
  return isValueObject(map) ? Object.entries(map) : [];
}

function secretLeaf(value: Value): Secret | Unknown | undefined {
  if (value instanceof Secret) {
    return value;
  }
  if (value instanceof Unknown) {
    return new Unknown('string', true, value.from);
  }
  return value === null || Array.isArray(value) || isValueObject(value)
    ? undefined
    : new Secret(value);
}

/** An object with the contents of a Secret hidden, whoever wrote them and in whatever form. */
export function hideContents(object: ValueObject): ValueObject {
  return isSecretObject(object)
    ? mapContents(object, item => (item instanceof Unknown ? item : HIDDEN))
    : object;
}
