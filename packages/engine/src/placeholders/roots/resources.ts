import { suggestion } from '../../model';
import { outputIn } from '../contractKeys';
import { Found, invalid, lookUp, shownKey, unknown } from '../lookUp';
import { Parts, Root } from '../Root';

export const resources: Root<Parts['resources']> = {
  check: (keys, { platform, definition: { dependsOn } = { dependsOn: {} } }) =>
    ofAlias(keys, dependsOn, ({ type }, output) =>
      outputIn(output, platform, type),
    ),
  resolve: (keys, part) =>
    ofAlias(keys, part, (outputs, output) =>
      lookUp(outputs, output, `resources.${keys[0]}`),
    ),
  needs: ([alias = '', ...keys]) => ({ kind: 'output', alias, keys }),
};

function ofAlias<Item>(
  [alias, ...output]: string[],
  items: Readonly<Record<string, Item>>,
  read: (item: Item, output: string[]) => Found,
): Found {
  if (alias === undefined) {
    return invalid(
      'an alias of dependsOn is needed',
      suggestion('', Object.keys(items)),
    );
  }
  if (!Object.hasOwn(items, alias)) {
    return unknown(
      `dependsOn has no "${shownKey(alias)}"`,
      suggestion(alias, Object.keys(items)),
    );
  }
  return read(items[alias], output);
}
