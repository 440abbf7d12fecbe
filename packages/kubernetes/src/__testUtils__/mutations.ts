import { Content, ContentObject, isMap, Path } from '../content';
import { shapeOfObject } from '../inspectObject';
import { itemsOf, Shape, shapeOf } from '../schema/shape';

/** An object, changed in one place. */
export interface Mutation {
  /** `Deployment: spec.replicas = -1` */
  title: string;
  object: ContentObject;
}

const TEXTS = [
  '',
  'Not_a-Name!',
  '-dash',
  'a'.repeat(64),
  'with space',
  '../up',
  '/abs',
  '5',
  '10%',
  '${x}',
];
const NUMBERS = [-1, 0, 1.5, 70_000, 3_000_000_000];

const DROP = Symbol('dropped');
type Change = Content | typeof DROP;

/** Every way in which one place of an object is changed. Not its kind and its place in the cluster. */
export function* mutationsOf(object: ContentObject): Generator<Mutation> {
  const shape = shapeOfObject(object);
  if (!shape) throw new Error(`no shape of ${object.kind}`);
  for (const [path, change] of changes(object, shape, [])) {
    const where = path.join('.');
    if (/^(?:apiVersion|kind|metadata|metadata\.name(?:space)?)$/.test(where))
      continue;
    const mutated = changed(object, path, change);
    if (!isMap(mutated)) continue;
    const value = change === DROP ? 'dropped' : JSON.stringify(change);
    yield {
      title: `${object.kind}: ${where} = ${value.slice(0, 60)}`,
      object: mutated,
    };
  }
}

function* changes(
  value: Content,
  shape: Shape,
  path: Path,
): Generator<readonly [Path, Change]> {
  if (path.length > 0) {
    yield [path, DROP];
    yield [path, null];
  }
  if (Array.isArray(value)) {
    yield [path, {}];
    yield [path, 'text'];
    yield [path, []];
    if (value.length > 0) yield [path, [...value, value[0]]];
    yield [path, [...value, sample(itemsOf(shape))]];
    for (const [index, item] of value.entries())
      yield* changes(item, itemsOf(shape), [...path, index]);
  } else if (isMap(value)) {
    if (path.length > 0) {
      yield [path, []];
      yield [path, 'text'];
      yield [path, {}];
    }
    if (shape.type === 'struct') {
      yield [[...path, 'unknownField'], 1];
      for (const [key, { shape: field }] of shape.fields)
        if (!Object.hasOwn(value, key) && key !== 'status')
          yield [[...path, key], sample(field)];
    } else
      for (const key of ['bad key!', 'x'.repeat(64), 'ok/key', 'a.b/c/d'])
        yield [[...path, key], shape.type === 'map' ? sample(shape.values) : 1];
    for (const key of Object.keys(value))
      yield* changes(value[key], shapeOf(shape, key), [...path, key]);
  } else if (typeof value === 'string') {
    for (const text of TEXTS) yield [path, text];
    yield [path, 5];
    yield [path, true];
    yield [path, {}];
  } else if (typeof value === 'number') {
    for (const number of NUMBERS) yield [path, number];
    yield [path, 'text'];
    yield [path, String(value)];
  } else if (typeof value === 'boolean') {
    yield [path, !value];
    yield [path, 'yes'];
  }
}

/** Something that a field of this shape could hold. */
function sample(shape: Shape): Content {
  switch (shape.type) {
    case 'struct':
    case 'map':
      return {};
    case 'list':
      return [];
    case 'boolean':
      return true;
    case 'integer':
    case 'int32':
    case 'number':
    case 'intOrString':
      return 1;
    case 'quantity':
      return '1';
    case 'bytes':
      return 'YQ==';
    default:
      return shape.enum?.[0] ?? 'x';
  }
}

function changed(value: Content, path: Path, change: Change): Content {
  const [key, ...rest] = path;
  const next = (inner: Content | undefined): Change =>
    rest.length === 0 ? change : changed(inner ?? {}, rest, change);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== key) return [item];
      const made = next(item);
      return made === DROP ? [] : [made];
    });
  }
  if (!isMap(value)) return value;
  const made = next(value[key]);
  const copy = { ...value };
  if (made === DROP) delete copy[key];
  else copy[key] = made;
  return copy;
}
