import {
  isValueObject,
  ObjectTemplate,
  Value,
  ValueObject,
  Workload,
} from '../../../model';
import { TEMPLATE_PATH } from '../controller';
import { valueAt } from '../tree';

/**
 * The containers of a workload's pods that its author did not write, each with its `name` and
 * `image`, in their order; those that start before the others first.
 */
export function profileContainers(
  { containers }: Workload,
  objects: ObjectTemplate[],
): ValueObject[] {
  return objects.flatMap(object => {
    const path = Object.entries(TEMPLATE_PATH).find(
      ([kind]) => kind === object.kind,
    )?.[1];
    if (!path) return [];
    return ['initContainers', 'containers'].flatMap(list =>
      listed(valueAt(object, ...path, 'spec', list)).flatMap(
        ({ name, image = '' }) =>
          typeof name === 'string' && !Object.hasOwn(containers, name)
            ? [{ name, image }]
            : [],
      ),
    );
  });
}

function listed(value: Value | undefined): ValueObject[] {
  return Array.isArray(value) ? value.filter(isValueObject) : [];
}
