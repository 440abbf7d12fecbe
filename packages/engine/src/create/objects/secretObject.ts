import {
  isValueObject,
  ObjectTemplate,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';

export function isSecretObject(object: {
  apiVersion?: Value;
  kind?: Value;
}): boolean {
  return object.kind === 'Secret' && object.apiVersion === 'v1';
}

/**
 * Secrets are written in clear (`stringData`) and stored in base64 (`data`): ours are sent as they
 * are stored, so that a changed one can be told from an unchanged one. Whatever stands in one
 * counts as a secret, also what a definition wrote down literally.
 */
export function storedSecret(template: ObjectTemplate): {
  template: ObjectTemplate;
  /** Paths of lists and maps, which the data of a Secret cannot hold. */
  notText: string[];
} {
  if (!isSecretObject(template)) {
    return { template, notText: [] };
  }
  const { stringData, ...rest } = template;
  const notText: string[] = [];
  const data: ValueObject = {};
  for (const [field, map] of Object.entries({ data: rest.data, stringData })) {
    for (const [key, value] of entries(map)) {
      const leaf = secretLeaf(value);
      if (!leaf) {
        notText.push(`${field}.${key}`);
      } else {
        data[key] =
          field === 'stringData' && leaf instanceof Secret
            ? new Secret(Buffer.from(leaf.revealText()).toString('base64'))
            : leaf;
      }
    }
  }
  return { template: { ...rest, data }, notText };
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
  return Array.isArray(value) || isValueObject(value)
    ? undefined
    : new Secret(value);
}
