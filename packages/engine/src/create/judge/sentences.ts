import {
  Finding,
  fieldOf,
  isOpaque,
  itemsOf,
  Shape,
  shapeOf,
  StructShape,
} from '@tutti/kubernetes';
import { formatPath } from '../../read/path';
import { nearest } from '../../model';

/** What is wrong with a field of an object, in a sentence, and the way out where there is one. */
export interface Sentence {
  message: string;
  hint?: string;
}

/**
 * @param title - `Deployment web`
 * @param hides - the object's values must not be shown
 */
export function sentenceOf(
  title: string,
  finding: Finding,
  shape: Shape,
  hides: boolean,
): Sentence {
  const field = formatPath(finding.path);
  const shown = hides ? undefined : shownValue(finding);
  const at = field ? `${title}: ${field}` : title;
  const holds = shown === undefined ? '' : ` is ${shown}`;
  switch (finding.reason) {
    case 'type':
      return mistyped(title, at, finding, shape, hides);
    case 'required':
      return {
        message: `${at} is missing${
          finding.detail ? `: ${plain(finding.detail)}` : ''
        }.`,
      };
    case 'unnamed':
      return { message: `${at} has no ${finding.key}.` };
    case 'invalid':
      return {
        message: `${at}${holds || ' is wrong'}: ${plain(
          finding.detail ?? 'it is not valid',
        )}.`,
      };
    case 'forbidden':
      return {
        message: `${at} ${plain(finding.detail ?? 'may not be given')}.`,
      };
    case 'unsupported':
      return {
        message: `${at}${holds || ' is wrong'}: Kubernetes takes ${listed(
          finding.supported,
        )}.`,
      };
    case 'duplicate':
    case 'repeated':
      return {
        message: `${at} is there twice${
          shown === undefined ? '' : `: ${shown}`
        }.`,
        hint: 'Keep one of the two, or give one another name.',
      };
    case 'notFound':
      return {
        message: `${at}${holds}: there is nothing of that name in the pod.`,
      };
    case 'tooLong':
      return {
        message: `${at} has more than ${finding.atMost} bytes, which is all that Kubernetes takes.`,
      };
    default:
      return finding satisfies never;
  }
}

const WANTED = {
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  int32: 'a whole number of at most 32 bits',
  number: 'a number',
  boolean: 'true or false',
  intOrString: 'a whole number or a text',
  any: 'anything',
};

function mistyped(
  title: string,
  at: string,
  { path, expected, value }: Extract<Finding, { reason: 'type' }>,
  shape: Shape,
  hides: boolean,
): Sentence {
  switch (expected) {
    case 'nothing': {
      const name = String(path.at(-1));
      const near = nearest(name, siblings(shape, path));
      return {
        message: `${title} has no field ${formatPath(path)}.`,
        ...(near !== undefined && { hint: `Write ${near}.` }),
      };
    }
    case 'bytes':
      return {
        message: `${at} is not base64.`,
        hint: 'Put plain text under stringData: Kubernetes encodes it by itself.',
      };
    case 'string':
      return {
        message: `${at} is ${kindOf(
          value,
          hides,
        )}, where Kubernetes takes only a text.`,
        ...((typeof value === 'number' || typeof value === 'boolean') && {
          hint: `Put it in quotes: ${JSON.stringify(String(value))}.`,
        }),
      };
    case 'quantity':
      return {
        message: `${at} is ${kindOf(value, hides)}, which is no quantity.`,
        hint: 'Write an amount such as 500m, 2, 256Mi or 1Gi.',
      };
    default:
      return {
        message: `${at} is ${kindOf(value, hides)}, where Kubernetes takes ${
          WANTED[expected]
        }.`,
      };
  }
}

/** The fields there are where one was tried that does not exist. */
function siblings(shape: Shape, path: Finding['path']): string[] {
  let current = shape;
  for (const segment of path.slice(0, -1)) {
    current =
      typeof segment === 'number'
        ? itemsOf(current)
        : fieldOf(current, segment)?.shape ?? shapeOf(current, segment);
  }
  return isStruct(current) ? [...current.fields.keys()] : [];
}

function isStruct(shape: Shape): shape is StructShape {
  return shape.type === 'struct';
}

function kindOf(value: Finding['value'], hides: boolean): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (isOpaque(value)) {
    return value.type === undefined
      ? 'a secret'
      : `${article(value.type)}, which comes later`;
  }
  if (typeof value === 'object' && value !== null) {
    return 'a map';
  }
  const type = typeof value === 'string' ? 'text' : typeof value;
  return hides ? article(type) : `the ${type} ${JSON.stringify(value)}`;
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

const MAX_SHOWN = 80;

function shownValue({ value }: Finding): string | undefined {
  if (value === undefined || isOpaque(value)) {
    return undefined;
  }
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** In the middle of a sentence of ours. */
function plain(detail: string): string {
  return detail.replace(/\.$/, '').replace(/`/g, '');
}

function listed(items: readonly string[]): string {
  const texts = items.filter(item => item !== '');
  return texts.length < 2
    ? texts.join('')
    : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
