import { JsonValue, Problem, Value } from '../../model';
import {
  NEVER_CLOSED,
  notFilled,
  parsePlatformText,
  Parts,
  resolvePlaceholder,
} from '../../placeholders';
import { formatPath } from '../../read/path';
import { Allowance, tooLarge } from './Allowance';
import { joinText } from './joinText';
import { mapTexts } from './mapTexts';

/**
 * Fills all placeholders of a piece of a platform file: texts in maps and lists, never keys. A
 * text that is exactly one placeholder takes the value's type. What cannot be filled stays as
 * it was written and is a problem; paths are relative to `value`.
 */
export function fillPlatformValue(
  value: JsonValue,
  scope: Partial<Parts>,
): { value: Value; problems: Problem[] } {
  const problems: Problem[] = [];
  const allowance = new Allowance();
  const filled = mapTexts(value, (text, path) => {
    const result = fillPlatformText(text, scope, allowance);
    if (result.ok) return result.value;
    problems.push(
      ...result.problems.map(problem => ({
        ...problem,
        ...(path.length > 0 && { path: formatPath(path) }),
      })),
    );
    return text;
  });
  return { value: filled, problems };
}

function fillPlatformText(
  text: string,
  scope: Partial<Parts>,
  allowance: Allowance,
): { ok: true; value: Value } | { ok: false; problems: Problem[] } {
  if (!text.includes('${')) return { ok: true, value: text };
  const { parts, unclosed } = parsePlatformText(text);
  const problems: Problem[] = unclosed ? [NEVER_CLOSED] : [];
  const values = parts.map((part): Value => {
    if (part.kind === 'text') return part.text;
    const found = resolvePlaceholder(part, scope);
    if (found.ok && allowance.takes(found.value)) return found.value;
    problems.push(found.ok ? tooLarge() : notFilled(part, found));
    return part.source;
  });
  if (problems.length > 0) return { ok: false, problems };
  const alone = parts.length === 1 && parts[0].kind === 'placeholder';
  return { ok: true, value: alone ? values[0] : joinText(values) };
}
