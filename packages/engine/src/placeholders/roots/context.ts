import { Unknown, Value } from '../../model';
import { inside } from '../lookUp';
import { Parts, Root } from '../Root';

const NAMES = [
  'application',
  'environment',
  'environmentType',
  'owner',
  'release',
] as const;

export const context: Root<Parts['context']> = {
  check: keys => read(keys, name => new Unknown('string', false, name)),
  resolve: (keys, part) => read(keys, name => part[name]),
  // The graph is the same whatever the release.
  needs: ([name]) =>
    name === 'release'
      ? { kind: 'plan', of: 'environment' }
      : { kind: 'nothing' },
};

function read(
  keys: string[],
  valueOf: (name: (typeof NAMES)[number]) => Value | undefined,
) {
  const known = NAMES.flatMap((name): [string, Value][] => {
    const value = valueOf(name);
    return value === undefined ? [] : [[name, value]];
  });
  return inside(Object.fromEntries(known), keys, 'context');
}
