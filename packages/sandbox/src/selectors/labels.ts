import { JsonValue, listAt, objectsAt, textAt, textsAt } from '../json';
import { badRequest } from '../status';

export type Labels = Record<string, string>;
export type LabelSelector = (labels: Labels) => boolean;

const term =
  /^\s*(?:(!)\s*([^\s!=(),]+)|([^\s!=(),]+)\s*(?:(==?|!=)\s*([^\s,()]*)|\s(in|notin)\s*\(([^()]*)\))?)\s*$/;

/** `app=web,tier in (a, b),!canary`; throws `ApiError` 400 for anything else. */
export function parseLabelSelector(text: string): LabelSelector {
  if (text.trim() === '') return () => true;
  const tests = splitOutsideParentheses(text).map(parseTerm);
  return labels => tests.every(test => test(labels));
}

function parseTerm(text: string): LabelSelector {
  const match = term.exec(text);
  if (!match)
    throw badRequest(`unable to parse requirement: ${JSON.stringify(text)}`);
  const [, , absent, key, operator, value, set, values] = match;
  if (absent) return labels => labels[absent] === undefined;
  if (operator === '!=') return labels => labels[key] !== value;
  if (operator) return labels => labels[key] === value;
  if (!set) return labels => labels[key] !== undefined;
  const wanted = values.split(',').map(item => item.trim());
  return set === 'in'
    ? labels => labels[key] !== undefined && wanted.includes(labels[key])
    : labels => labels[key] === undefined || !wanted.includes(labels[key]);
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}

/** A selector as objects carry it: `matchLabels` and `matchExpressions`. Absent selects nothing. */
export function readLabelSelector(
  selector: JsonValue | undefined,
): LabelSelector {
  if (selector === undefined || selector === null) return () => false;
  const wanted = Object.entries(textsAt(selector, 'matchLabels'));
  const expressions = objectsAt(selector, 'matchExpressions');
  return labels =>
    wanted.every(([key, value]) => labels[key] === value) &&
    expressions.every(expression => {
      const value = labels[textAt(expression, 'key') ?? ''];
      const values = listAt(expression, 'values');
      switch (expression.operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    });
}

/** A plain map of labels, as Services select; an empty one selects nothing. */
export function readLabelMap(map: JsonValue | undefined): LabelSelector {
  const wanted = Object.entries(textsAt(map));
  return labels =>
    wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
