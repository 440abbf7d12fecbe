import { customShape } from '@tutti/kubernetes';
import { JsonValue, Unknown, Value } from '../../model';
import { textsByField } from './index';

const shape = customShape({
  type: 'object',
  properties: {
    text: { type: 'string' },
    size: { type: 'integer' },
    list: { type: 'array', items: { type: 'string' } },
    map: { type: 'object', additionalProperties: { type: 'string' } },
  },
});

const later = (type: 'number' | 'integer' | 'boolean' | 'string' | 'object') =>
  new Unknown(type, true, 'x');

it.each<[string, JsonValue, Value, Value]>([
  ['a number', '${a}', 1, '1'],
  ['a truth value', ' ${a} ', false, 'false'],
  ['a text', '${a}', 'x', 'x'],
  ['a list', '${a}', [1], [1]],
  ['a number to come', '${a}', later('number'), later('string')],
  ['a whole number to come', '${a}', later('integer'), later('string')],
  ['a truth value to come', '${a}', later('boolean'), later('string')],
  ['a map to come', '${a}', later('object'), later('object')],
  ['what the definition writes itself', 1, 1, 1],
  ['what is not a placeholder alone', '${a}${b}', 1, 1],
  ['what has text before it', 'x${a}', 1, 1],
  ['what has text after it', '${a}x', 1, 1],
])('%s in a field of text', (_, written, filled, expected) => {
  const result = textsByField({ text: written }, { text: filled }, shape);
  expect(result).toEqual({ text: expected });
});

it.each<[string, JsonValue, Value, Value]>([
  [
    'lists and maps are looked into',
    { list: ['x', '${a}'], map: { k: '${a}' }, size: '${a}' },
    { list: ['x', 1], map: { k: 2 }, size: 3 },
    { list: ['x', '1'], map: { k: '2' }, size: 3 },
  ],
  ['nothing written at all', null, { text: 1 }, { text: 1 }],
  ['a map that nobody wrote', {}, { map: { k: 1 } }, { map: { k: 1 } }],
  ['a list where a map is made', ['${a}'], { text: 1 }, { text: 1 }],
  [
    'what nobody wrote stays',
    { list: '${a}' },
    { list: [1], text: 2 },
    { list: [1], text: 2 },
  ],
])('%s', (_, written, filled, expected) => {
  expect(textsByField(written, filled, shape)).toEqual(expected);
});

it('what has nothing to change is not copied', () => {
  const filled = { list: ['a'], map: { k: 'b' } };
  const result = textsByField({ list: ['${a}'], map: {} }, filled, shape);
  expect(result).toBe(filled);
});
