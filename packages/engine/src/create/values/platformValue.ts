import { JsonValue, Problem, Value } from '../../model';
import { formatPath } from '../../read/path';
import { parsePlatformText, showPlaceholder } from '../../read/placeholders';
import { Allowance, tooLarge } from './Allowance';
import { joinText } from './joinText';
import { mapTexts } from './mapTexts';
import { fillRoot } from './platformRoots';
import { PlatformScope } from './platformScope';

/**
 * Fills all placeholders of a piece of a platform file: texts in maps and lists, never keys. A
 * text that is exactly one placeholder takes the value's type. What cannot be filled stays as
 * it was written and is a problem; paths are relative to `value`.
 */
export function fillPlatformValue(
  value: JsonValue,
  scope: PlatformScope,
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
  return {
    value: filled,
    problems: [...problems, ...placeholdersInKeys(value)],
  };
}

function fillPlatformText(
  text: string,
  scope: PlatformScope,
  allowance: Allowance,
): { ok: true; value: Value } | { ok: false; problems: Problem[] } {
  if (!text.includes('${')) return { ok: true, value: text };
  const { parts, unclosed } = parsePlatformText(text);
  const problems: Problem[] = [];
  if (unclosed) {
    problems.push({
      severity: 'error',
      code: 'InvalidPlaceholder',
      message: 'A placeholder in this text is never closed.',
      hint: 'Close it with }, or write $${ for the text ${.',
    });
  }
  const values = parts.map((part): Value => {
    if (part.kind === 'text') return part.text;
    const found = fillRoot(part.path, scope);
    if (found.ok && allowance.takes(found.value)) return found.value;
    problems.push(
      found.ok
        ? tooLarge()
        : {
            severity: 'error',
            code: 'UnknownPlaceholder',
            message: `${showPlaceholder(part.source)}: ${found.message}.`,
            hint: 'For the text ${ write $${.',
          },
    );
    return part.source;
  });
  if (problems.length > 0) return { ok: false, problems };
  const alone = parts.length === 1 && parts[0].kind === 'placeholder';
  return { ok: true, value: alone ? values[0] : joinText(values) };
}

/** A key says which fields there are, so it must be known when the platform is read. */
function placeholdersInKeys(value: JsonValue): Problem[] {
  const problems: Problem[] = [];
  const path: (string | number)[] = [];

  function visit(item: JsonValue): void {
    if (typeof item !== 'object' || item === null) return;
    const inList = Array.isArray(item);
    for (const [key, below] of Object.entries(item)) {
      path.push(inList ? Number(key) : key);
      if (key.includes('${')) {
        problems.push({
          severity: 'error',
          code: 'InvalidPlaceholder',
          message: 'Placeholders are filled in values, not in keys.',
          path: formatPath(path),
        });
      }
      visit(below);
      path.pop();
    }
  }

  visit(value);
  return problems;
}
