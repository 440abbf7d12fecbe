import { outputIn } from '../contractKeys';
import { among, lookUp } from '../lookUp';
import { Parts, Root } from '../Root';

const NAMED = {
  needed: 'an alias of dependsOn',
  lacking: 'dependsOn has no',
};

export const resources: Root<Parts['resources']> = {
  check: (keys, { platform, definition }) =>
    among(definition?.dependsOn ?? {}, keys, NAMED, ({ type }, output) =>
      outputIn(output, platform, type),
    ),
  resolve: (keys, part) =>
    among(part, keys, NAMED, (outputs, output) =>
      lookUp(outputs, output, `resources.${keys[0]}`),
    ),
  needs: ([alias = '', ...keys]) => ({ kind: 'output', alias, keys }),
};
