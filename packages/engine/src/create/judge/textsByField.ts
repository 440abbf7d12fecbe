import { itemsOf, Shape, shapeOf } from '@tutti/kubernetes';
import { isValueObject, JsonValue, Unknown, Value } from '../../model';

/** A text that is one placeholder and nothing else: what fills it keeps its type. */
const WHOLE = /^\s*\$\{[^{}]*\}\s*$/;

/**
 * What a placeholder alone has filled with a number or a truth value becomes its text where the
 * kind takes only texts: labels, annotations, variables, data of a ConfigMap. What a definition
 * itself writes as a number stays one, and is refused: whoever wrote it can add the quotes.
 *
 * @param written - as the definition or the patch has it, placeholders and all
 */
export function textsByField(
  written: JsonValue | undefined,
  filled: Value,
  shape: Shape,
): Value {
  if (typeof written === 'string') {
    return shape.type === 'string' && WHOLE.test(written)
      ? asText(filled)
      : filled;
  }
  if (Array.isArray(written) && Array.isArray(filled)) {
    const items = itemsOf(shape);
    return mapped(filled, (item, index) =>
      textsByField(written[index], item, items),
    );
  }
  if (
    typeof written !== 'object' ||
    written === null ||
    Array.isArray(written) ||
    !isValueObject(filled)
  ) {
    return filled;
  }
  let result = filled;
  for (const key of Object.keys(filled)) {
    const text = textsByField(
      Object.hasOwn(written, key) ? written[key] : undefined,
      filled[key],
      shapeOf(shape, key),
    );
    if (text !== filled[key]) {
      result = { ...result, [key]: text };
    }
  }
  return result;
}

function asText(value: Value): Value {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return value instanceof Unknown &&
    (value.type === 'number' ||
      value.type === 'integer' ||
      value.type === 'boolean')
    ? new Unknown('string', value.secret, value.from)
    : value;
}

/** The same list where nothing changes: most have nothing to change. */
function mapped(
  list: Value[],
  change: (item: Value, index: number) => Value,
): Value[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}
