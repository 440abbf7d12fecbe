import { paramIn } from '../contractKeys';
import { lookUp } from '../lookUp';
import { Parts, Root } from '../Root';

/** `${params}` alone is the whole map: a driver may pass all of them on. */
export const params: Root<Parts['params']> = {
  check: (keys, { platform, definition }) =>
    paramIn(keys, platform, definition?.type),
  resolve: (keys, part) => lookUp(part, keys, 'params'),
  needs: keys => ({ kind: 'params', keys }),
};
