import { Unknown, Value, isValueObject } from '../../model';
import { outputIn } from '../contractKeys';
import { among, Found, invalid, lookUp } from '../lookUp';
import { CollectedResource, Parts, Root } from '../Root';

/** What can be read of every resource, made or not. */
const ALWAYS = ['address', 'id', 'params'];

const NAMED = { needed: 'a collection', lacking: 'collect has no' };

const LIST: Found = { ok: true, value: new Unknown('array', false, 'collect') };

export const collect: Root<Parts['collect']> = {
  check: (keys, { platform, definition }) =>
    among(definition?.collect ?? {}, keys, NAMED, ({ of, type }, read) => {
      if (read.length === 0) return noOutput(keys);
      if (ALWAYS.includes(read[0])) return LIST;
      if (of === 'dependents')
        return laterMade('what depends on this resource');
      const found = outputIn(read, platform, type);
      return found.ok ? LIST : found;
    }),
  resolve: (keys, part) =>
    among(part, keys, NAMED, (items, read) => {
      if (read.length === 0) return noOutput(keys);
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

function noOutput([name]: string[]): Found {
  return invalid(`an output is needed: collect.${name}.<output>`);
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
