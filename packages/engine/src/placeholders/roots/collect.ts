import { Unknown, Value, isValueObject, suggestion } from '../../model';
import { outputIn } from '../contractKeys';
import { Found, invalid, lookUp, shownKey, unknown } from '../lookUp';
import { CollectedResource, Parts, Root } from '../Root';

/** What can be read of every resource, made or not. */
const ALWAYS = ['address', 'id', 'params'];

export const collect: Root<Parts['collect']> = {
  check: (
    keys,
    { platform, definition: { collect: items } = { collect: {} } },
  ) =>
    ofCollection(keys, items, ({ of, type }, read) => {
      if (ALWAYS.includes(read[0])) return LIST;
      if (of === 'dependents')
        return laterMade('what depends on this resource');
      const found = outputIn(read, platform, type);
      return found.ok ? LIST : found;
    }),
  resolve: (keys, part) =>
    ofCollection(keys, part, (items, read) => {
      const values: Value[] = [];
      for (const item of items) {
        const found = ofCollected(item, read);
        if (!found.ok) return found;
        values.push(found.value);
      }
      return { ok: true, value: values };
    }),
  needs: ([name = '', ...keys]) => ({ kind: 'collection', name, keys }),
};

const LIST: Found = { ok: true, value: new Unknown('array', false, 'collect') };

function ofCollection<Item>(
  [name, ...keys]: string[],
  collections: Readonly<Record<string, Item>>,
  read: (collection: Item, keys: string[]) => Found,
): Found {
  if (name === undefined) {
    return invalid(
      'a collection is needed',
      suggestion('', Object.keys(collections)),
    );
  }
  if (!Object.hasOwn(collections, name)) {
    return unknown(
      `collect has no "${shownKey(name)}"`,
      suggestion(name, Object.keys(collections)),
    );
  }
  return keys.length === 0
    ? invalid(`an output is needed: collect.${name}.<output>`)
    : read(collections[name], keys);
}

/** An output first; then its address, id and params. */
function ofCollected(item: CollectedResource, keys: string[]): Found {
  const [first, ...rest] = keys;
  const { address, id, outputs } = item;
  const isOutput =
    outputs !== undefined &&
    (!isValueObject(outputs) || Object.hasOwn(outputs, first));
  if (!isOutput) {
    switch (first) {
      case 'address':
        return lookUp(address, rest, `address of ${address}`);
      case 'id':
        return lookUp(id, rest, `id of ${address}`);
      case 'params':
        return lookUp(item.params, rest, `params of ${address}`);
      default:
    }
  }
  return outputs === undefined
    ? laterMade(`${address}, which depends on this resource`)
    : lookUp(outputs, keys, address);
}

function laterMade(subject: string): Found {
  return invalid(
    `it reads an output of ${subject} and is made after it`,
    `Read one of these: ${ALWAYS.join(', ')}.`,
  );
}
