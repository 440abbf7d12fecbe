import { Problem } from '../model';
import { Miss } from './lookUp';
import { Placeholder, showPlaceholder } from './grammar';

export const AS_IT_STANDS = 'Write $${…} if the text is meant as it stands.';

export type PlaceholderProblem = Pick<
  Problem,
  'severity' | 'code' | 'message' | 'hint' | 'fix'
>;

export function notFilled(
  { source }: Placeholder,
  { severity, code, message, hint = AS_IT_STANDS, fix }: Miss,
): PlaceholderProblem {
  return {
    severity: severity ?? 'error',
    code,
    message: `${showPlaceholder(source)} cannot be filled: ${message}.`,
    hint,
    ...(fix && { fix }),
  };
}

export const NEVER_CLOSED: PlaceholderProblem = {
  severity: 'error',
  code: 'InvalidPlaceholder',
  message: 'A "${" has no "}" behind it.',
  hint: 'Close it, or write $${ if the text is meant as it stands.',
};
