import { Unknown } from '../../model';
import { amongSettings, inside } from '../lookUp';
import { Parts, Root } from '../Root';

export const secrets: Root<Parts['secrets']> = {
  check: keys => inside(new Unknown('any', true, 'secrets'), keys, 'secrets'),
  resolve: (keys, part) => amongSettings(part, keys, 'secrets'),
  needs: () => ({ kind: 'plan', of: 'environment' }),
};
