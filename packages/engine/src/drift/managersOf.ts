import { FieldManager } from '../model';
import { OtherManager } from './finding';

/** Field managers of ours: what they set is no drift. */
const OURS = new Set(['tutti', 'tutti-fence']);

/**
 * Who else says that they set this field, or something above or below it. The latest first.
 *
 * @param path as differences tell it: `spec.containers[web].image`
 */
export function managersOf(
  managers: FieldManager[],
  path: string,
): OtherManager[] {
  const wanted = withoutDefaults(path);
  return managers
    .filter(
      ({ name, fields }) =>
        !OURS.has(name) &&
        fields.some(field => touches(plainPath(field), wanted)),
    )
    .map(({ name, operation, at }) => ({
      name,
      operation,
      ...(at !== undefined && { at }),
    }))
    .sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
}

/** Whether we still say that we set it. */
export function isOurs(managers: FieldManager[], path: string): boolean {
  const wanted = withoutDefaults(path);
  return managers.some(
    ({ name, fields }) =>
      OURS.has(name) && fields.some(field => touches(plainPath(field), wanted)),
  );
}

function touches(a: string, b: string): boolean {
  return a === b || isBelow(a, b) || isBelow(b, a);
}

function isBelow(inner: string, outer: string): boolean {
  return (
    inner.startsWith(outer) &&
    (inner[outer.length] === '.' || inner[outer.length] === '[')
  );
}

/** `containers[name=web]` as `containers[web]`, `labels["a/b"]` as `labels.a/b`: one way to write both. */
function plainPath(field: string): string {
  return withoutDefaults(
    field
      .replace(/\["([^"]*)"\]/g, '.$1')
      .replace(/\[([^\]]*)\]/g, (whole, inside: string) =>
        inside.includes('=')
          ? `[${inside
              .split(',')
              .map(part => part.slice(part.indexOf('=') + 1))
              .join('/')}]`
          : whole,
      ),
  );
}

/** A port without a protocol is a TCP port. */
function withoutDefaults(path: string): string {
  return path.replace(/\[(\d+)\/TCP\]/g, '[$1]');
}
