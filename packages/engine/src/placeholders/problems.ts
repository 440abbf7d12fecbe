import { Problem } from '../model';
import { Miss } from './lookUp';
import { Placeholder, showPlaceholder } from './grammar';

export const AS_IT_STANDS = 'Write $${…} if the text is meant as it stands.';

export type PlaceholderProblem = Pick<
  Problem,
  'severity' | 'code' | 'message' | 'hint'
>;

export function notFilled(
  { source }: Placeholder,
  { severity, code, message, hint = AS_IT_STANDS }: Miss,
): PlaceholderProblem {
  return {
    severity: severity ?? 'error',
    code,
    message: `${showPlaceholder(source)} cannot be filled: ${message}.`,
    hint,
  };
}

export const NEVER_CLOSED: PlaceholderProblem = {
  severity: 'error',
  code: 'InvalidPlaceholder',
  message: 'A "${" has no "}" behind it.',
  hint: 'Close it, or write $${ if the text is meant as it stands.',
};
