import { Path } from './content';
import { Finding } from './finding';
import { Shape, shapeOf } from './schema/shape';

/** A path as Kubernetes writes it: `spec.ports[0].name`, `data[tls.crt]`. */
export function printField(shape: Shape, path: Path): string {
  let text = '';
  let current: Shape = shape;
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (current.type === 'map') text += `[${segment}]`;
    else text += text ? `.${segment}` : segment;
    current =
      current.type === 'list'
        ? current.items
        : shapeOf(current, String(segment));
  }
  return text;
}

/** What is wrong, in Kubernetes' words. Shows the value: not for what may be secret. */
export function explained(finding: Finding): string {
  const value = JSON.stringify(finding.value ?? null);
  switch (finding.reason) {
    case 'required':
      return finding.detail
        ? `Required value: ${finding.detail}`
        : 'Required value';
    case 'invalid':
      return `Invalid value: ${value}: ${finding.detail}`;
    case 'forbidden':
      return `Forbidden: ${finding.detail}`;
    case 'unsupported':
      return `Unsupported value: ${value}: supported values: ${finding.supported
        .map(item => JSON.stringify(item))
        .join(', ')}`;
    case 'duplicate':
    case 'repeated':
      return `Duplicate value: ${value}`;
    case 'notFound':
      return `Not found: ${value}`;
    case 'tooLong':
      return `Too long: may not be more than ${finding.atMost} bytes`;
    case 'unnamed':
      return `Required value: ${finding.key}`;
    case 'type':
      return `Invalid value: ${value}: must be of type ${finding.expected}`;
    default:
      return finding satisfies never;
  }
}
