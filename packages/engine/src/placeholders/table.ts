import { suggestion } from '../model';
import { applyFunction } from './functions';
import { Placeholder } from './grammar';
import { Found, Miss, invalid, shownKey } from './lookUp';
import { AS_IT_STANDS } from './problems';
import { Contract, Need, Parts, Root, RootName } from './Root';
import { collect } from './roots/collect';
import { context } from './roots/context';
import { generate } from './roots/generate';
import { params } from './roots/params';
import { platform } from './roots/platform';
import { resource } from './roots/resource';
import { resources } from './roots/resources';
import { secrets } from './roots/secrets';
import { values } from './roots/values';
import { workload } from './roots/workload';
import { workloads } from './roots/workloads';

const ROOTS: { [Name in RootName]: Root<Parts[Name]> } = {
  collect,
  context,
  generate,
  params,
  platform,
  resource,
  resources,
  secrets,
  values,
  workload,
  workloads,
};

const OF_ENVIRONMENT = [
  'context',
  'platform',
  'secrets',
  'values',
  'workloads',
] as const;
const OF_DEFINITION = [
  ...OF_ENVIRONMENT,
  'collect',
  'generate',
  'params',
  'resource',
  'resources',
  'workload',
] as const;

/** Which roots each place of a platform file sees. */
export const PLACES = {
  /** `inputs` of a ResourceDefinition. */
  inputs: OF_DEFINITION,
  /** `params` of what a ResourceDefinition depends on or provisions. */
  params: OF_DEFINITION,
  /** `defaults` and `patches` of a WorkloadProfile. */
  profile: [...OF_ENVIRONMENT, 'workload'],
  /** `namespace`, `labels` and `annotations` of a Target. */
  target: ['context'],
} as const satisfies Record<string, readonly RootName[]>;

export type PlaceName = keyof typeof PLACES;

/** What the placeholders of one place see, when they are filled. */
export type Scope<Place extends PlaceName> = Pick<
  Parts,
  (typeof PLACES)[Place][number]
>;

/** What will be there, as an Unknown, or why the placeholder cannot be filled, whatever is deployed. */
export function checkPlaceholder(
  { path: [root, ...keys], call }: Placeholder,
  place: PlaceName,
  contract: Contract,
): Found {
  const visible: readonly RootName[] = PLACES[place];
  const name = visible.find(one => one === root);
  if (name === undefined) return noRoot(root, visible);
  return keys.includes('')
    ? invalid('it has an empty key')
    : called(call, ROOTS[name].check(keys, contract));
}

/** Fills a placeholder. Roots that the scope does not have cannot be seen. */
export function resolvePlaceholder(
  { path: [root, ...keys], call }: Placeholder,
  scope: Partial<Parts>,
): Found {
  return called(
    call,
    isRoot(root)
      ? resolveIn(root, keys, scope)
      : noRoot(root, visibleIn(scope)),
  );
}

function resolveIn<Name extends RootName>(
  root: Name,
  keys: string[],
  scope: Partial<Parts>,
): Found {
  const part: Partial<Parts>[Name] = scope[root];
  return part === undefined
    ? noRoot(root, visibleIn(scope))
    : ROOTS[root].resolve(keys, part);
}

/** What a placeholder waits for; nothing if its root does not exist, which is told elsewhere. */
export function needOf([root, ...keys]: string[]): Need {
  return isRoot(root) ? ROOTS[root].needs(keys) : { kind: 'nothing' };
}

function called(call: string | undefined, found: Found): Found {
  return call === undefined || !found.ok
    ? found
    : applyFunction(call, found.value);
}

function isRoot(root: string): root is RootName {
  return Object.hasOwn(ROOTS, root);
}

function visibleIn(scope: Partial<Parts>): RootName[] {
  return Object.keys(ROOTS)
    .filter(isRoot)
    .filter(name => scope[name] !== undefined);
}

export function noRoot(root: string, visible: readonly string[]): Miss {
  return invalid(
    `there is no "${shownKey(root)}" here`,
    `${suggestion(root, visible)} ${AS_IT_STANDS}`,
  );
}
