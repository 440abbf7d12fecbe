import {
  DEFAULT_CONTAINER,
  defaultContainer,
  Unknown,
  Value,
  ValueObject,
  Workload,
  isValueObject,
  suggestion,
} from '../../model';
import { Found, inside, invalid, unknown } from '../lookUp';
import { Parts, Root } from '../Root';

export const workload: Root<Parts['workload']> = {
  check: keys => readWorkload(keys, anyWorkload(keys), 'workload'),
  resolve: (keys, part) => {
    switch (part) {
      case 'shared':
        return invalid(
          'this resource has an id, so several workloads may share it, and none of them can be meant',
          'Name the workload: ${workloads.NAME.…}.',
        );
      case 'nobody':
        return invalid('no workload asks for this resource');
      default:
        return readWorkload(keys, viewOf(part), 'workload');
    }
  },
  needs: () => ({ kind: 'plan', of: 'resource' }),
};

/** One text or number of a workload, never a part of it as a whole. */
export function readWorkload(
  keys: string[],
  view: ValueObject,
  name: string,
): Found {
  if (keys[0] === 'container' && view.container === undefined) {
    return unknown(
      `${name} has several containers that run side by side`,
      `Name one of them in the annotation ${DEFAULT_CONTAINER} of the Score file.`,
    );
  }
  const found = inside(view, keys, name);
  if (!found.ok) {
    return keys[0] === 'annotations' && keys.length > 2
      ? {
          ...found,
          hint: 'Write a dot inside the name of an annotation as "\\.".',
        }
      : found;
  }
  const { value } = found;
  if (!isValueObject(value) && !isUnknownMap(value)) return found;
  return invalid(
    `${[name, ...keys].join('.')} is a map, and one key of it is needed`,
    isValueObject(value) ? suggestion('', Object.keys(value)) : undefined,
  );
}

function isUnknownMap(value: Value): boolean {
  return value instanceof Unknown && value.type === 'object';
}

/** What platform files may read of a workload. */
export function viewOf(from: Workload): ValueObject {
  const { name, annotations, service } = from;
  const ports = Object.entries(service.ports).map(
    ([port, { port: number, targetPort }]): [string, Value] => [
      port,
      { port: number, targetPort },
    ],
  );
  const container = defaultContainer(from);
  return {
    name,
    annotations,
    service: { ports: Object.fromEntries(ports) },
    ...(container !== undefined && { container }),
  };
}

const TEXT = new Unknown('string', false, 'workload');
const NUMBER = new Unknown('integer', false, 'workload');
const MAP = new Unknown('object', false, 'workload');

/** A workload that has whichever annotation or port these keys name. */
export function anyWorkload([, second, third]: string[]): ValueObject {
  return {
    name: TEXT,
    container: TEXT,
    annotations: second === undefined ? MAP : { [second]: TEXT },
    service: {
      ports:
        third === undefined
          ? MAP
          : { [third]: { port: NUMBER, targetPort: NUMBER } },
    },
  };
}
