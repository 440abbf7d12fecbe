import { Path } from '../path';
import { Violation } from '../schema/violations';

/**
 * The part around a broken rule that a Score file can be looked at without: nothing else in the
 * file is judged by it. Undefined where leaving something out would make other parts look wrong,
 * such as a container that others wait for.
 */
export function loosePart({ path, keyword }: Violation): Path | undefined {
  const [first, , section, , field] = path;
  if (first === 'service') {
    return ['service'];
  }
  if (first !== 'containers') {
    return undefined;
  }
  switch (section) {
    case 'files': {
      const isAside = field === 'mode' || field === 'noExpand';
      return isAside || keyword === 'additionalProperties'
        ? path
        : path.slice(0, 4);
    }
    case 'before':
    case 'variables':
    case 'volumes':
      return path.slice(0, 4);
    case 'args':
    case 'command':
    case 'resources':
      return path.slice(0, 3);
    default:
      return undefined;
  }
}
