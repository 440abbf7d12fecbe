import { Unknown, Value } from '../../model';
import { Found, inside, shownKey } from '../lookUp';
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
  if (kind !== 'values' && kind !== 'secrets') {
    return inside(part, keys, 'platform');
  }
  const root = `platform.${kind}`;
  const [first] = name;
  const found = inside(part[kind], name, root);
  return found.ok || first === undefined || inside(part[kind], [first], root).ok
    ? found
    : { ...found, hint: setInConfig(root, first, found.hint) };
}

/** Who runs the portal gives them, not who writes files. */
function setInConfig(root: string, name: string, others = ''): string {
  return `${others} ${others ? 'Otherwise set' : 'Set'} ${shownKey(
    name,
  )} under tutti.${root} of app-config.`.trim();
}
