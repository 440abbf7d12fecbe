import { JsonValue } from '../../json';
import { FieldProblem } from '../../status';

/** The ways in which a field can be wrong, in Kubernetes' words. */
export function required(field: string, hint?: string): FieldProblem {
  return {
    field,
    reason: 'FieldValueRequired',
    message: hint ? `Required value: ${hint}` : 'Required value',
  };
}

export function wrong(
  field: string,
  value: JsonValue,
  why: string,
): FieldProblem {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}

export function unsupported(
  field: string,
  value: JsonValue,
  supported: string[],
): FieldProblem {
  const list = supported.map(item => JSON.stringify(item)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(
      value,
    )}: supported values: ${list}`,
  };
}

export function forbiddenField(field: string, why: string): FieldProblem {
  return {
    field,
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
  };
}

export function immutable(field: string, value: JsonValue): FieldProblem {
  return wrong(field, value, 'field is immutable');
}

/** A problem when a text is not one of these; absent texts are somebody else's concern. */
export function oneOf(
  field: string,
  value: JsonValue | undefined,
  supported: string[],
): FieldProblem[] {
  return value === undefined || supported.includes(String(value))
    ? []
    : [unsupported(field, value, supported)];
}

/** A problem when a number is outside of these bounds. */
export function between(
  field: string,
  value: JsonValue | undefined,
  low: number,
  high: number = Infinity,
): FieldProblem[] {
  if (typeof value !== 'number' || (value >= low && value <= high)) return [];
  const bounds =
    high === Infinity
      ? `must be greater than or equal to ${low}`
      : `must be between ${low} and ${high}, inclusive`;
  return [wrong(field, value, bounds)];
}
