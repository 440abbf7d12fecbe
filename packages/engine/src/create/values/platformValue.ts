import { JsonValue, Problem, Value } from '../../model';
import { formatPath } from '../../read/path';
import { parsePlatformText } from './grammar';
import { joinText } from './joinText';
import { fillRoot } from './platformRoots';
import { PlatformScope } from './platformScope';

/**
 * Fills all placeholders of a piece of a platform file: strings in maps and lists, never keys. A
 * string that is exactly one placeholder takes the value's type. What cannot be filled stays as
 * it was written and is a problem; paths are relative to `value`.
 */
export function fillPlatformValue(
  value: JsonValue,
  scope: PlatformScope,
): { value: Value; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (
    code: string,
    message: string,
    hint: string,
    path: (string | number)[],
  ) => {
    problems.push({
      severity: 'error',
      code,
      message,
      hint,
      ...(path.length > 0 && { path: formatPath(path) }),
    });
  };

  const fillText = (text: string, path: (string | number)[]): Value => {
    if (!text.includes('${')) return text;
    const { parts, unclosed } = parsePlatformText(text);
    if (unclosed) {
      report(
        'PlaceholderSyntax',
        `A placeholder is never closed: ${text}`,
        'Close it with }, or write $${ for a literal ${.',
        path,
      );
      return text;
    }
    const before = problems.length;
    const values = parts.map((part): Value => {
      if (part.kind === 'text') return part.text;
      const found = fillRoot(part.path, scope);
      if (found.ok) return found.value;
      report(
        'UnknownPlaceholder',
        `${part.source}: ${found.message}.`,
        'For a literal ${ write $${.',
        path,
      );
      return part.source;
    });
    if (problems.length > before) return text;
    return parts.length === 1 && parts[0].kind === 'placeholder'
      ? values[0]
      : joinText(values);
  };

  const fill = (item: JsonValue, path: (string | number)[]): Value => {
    if (typeof item === 'string') return fillText(item, path);
    if (Array.isArray(item)) {
      return item.map((entry, index) => fill(entry, [...path, index]));
    }
    if (typeof item === 'object' && item !== null) {
      return Object.fromEntries(
        Object.entries(item).map(([key, entry]) => {
          if (key.includes('${')) {
            report(
              'PlaceholderInKey',
              `Placeholders are filled in values only, not in the key ${key}.`,
              'A key must be known when the platform is read.',
              path,
            );
          }
          return [key, fill(entry, [...path, key])];
        }),
      );
    }
    return item;
  };
  return { value: fill(value, []), problems };
}
