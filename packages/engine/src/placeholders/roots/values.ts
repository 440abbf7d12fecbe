import { Unknown } from '../../model';
import { amongSettings, inside } from '../lookUp';
import { Parts, Root } from '../Root';

export const values: Root<Parts['values']> = {
  check: keys => inside(new Unknown('any', false, 'values'), keys, 'values'),
  resolve: (keys, part) => amongSettings(part, keys, 'values'),
  needs: () => ({ kind: 'plan', of: 'environment' }),
};
