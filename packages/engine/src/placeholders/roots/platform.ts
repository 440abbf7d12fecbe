import { Unknown, Value } from '../../model';
import { Found, inside } from '../lookUp';
import { Parts, Root } from '../Root';

export const platform: Root<Parts['platform']> = {
  check: keys =>
    read(keys, {
      values: new Unknown('any', false, 'platform.values'),
      secrets: new Unknown('any', true, 'platform.secrets'),
    }),
  resolve: read,
  needs: () => ({ kind: 'plan', of: 'environment' }),
};

function read(
  keys: string[],
  part: Record<'values' | 'secrets', Value>,
): Found {
  const [kind, ...name] = keys;
  return kind === 'values' || kind === 'secrets'
    ? inside(part[kind], name, `platform.${kind}`)
    : inside(part, keys, 'platform');
}
