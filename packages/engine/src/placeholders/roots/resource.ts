import { Unknown } from '../../model';
import { inside } from '../lookUp';
import { Parts, Root } from '../Root';

const TEXT = new Unknown('string', false, 'resource');

export const resource: Root<Parts['resource']> = {
  check: keys =>
    resource.resolve(keys, {
      type: TEXT,
      class: TEXT,
      id: TEXT,
      uid: TEXT,
      name: TEXT,
      generation: TEXT,
    }),
  resolve: (keys, part) => inside(part, keys, 'resource'),
  // Its name is made when it is planned for the first time, its generation counted from then on.
  needs: ([key]) =>
    key === 'name' || key === 'generation'
      ? { kind: 'plan', of: 'resource' }
      : { kind: 'nothing' },
};
