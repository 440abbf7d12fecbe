import { FieldManager, JsonObject } from '@tutti/engine';
import { isObject, objectsAt, textAt } from '../json';

/** Reads `metadata.managedFields` (FieldsV1): who set which fields of an object. */
export function fieldManagersOf(object: JsonObject): FieldManager[] {
  return objectsAt(object, 'metadata', 'managedFields').map(entry => {
    const subresource = textAt(entry, 'subresource');
    const at = textAt(entry, 'time');
    const fields = entry.fieldsV1;
    return {
      name: textAt(entry, 'manager') ?? '',
      operation: [textAt(entry, 'operation') ?? '', subresource]
        .filter(Boolean)
        .join(' '),
      ...(at !== undefined && { at }),
      fields: isObject(fields) ? pathsIn(fields, '').sort() : [],
    };
  });
}

/** Only the ends: who owns `spec.replicas` says nothing about `spec`. */
function pathsIn(fields: JsonObject, above: string): string[] {
  return Object.entries(fields).flatMap(([key, below]) => {
    // `.`: the item itself, besides what is below it.
    if (key === '.') return [];
    const path = above + stepOf(key, above);
    const ends = isObject(below) ? pathsIn(below, path) : [];
    return ends.length > 0 ? ends : [path];
  });
}

/** `f:spec`, `k:{"name":"web"}`, `v:"x"`, `i:0`: field, item by keys, item by value, item by place. */
function stepOf(key: string, above: string): string {
  const text = key.slice(2);
  switch (key.slice(0, 2)) {
    case 'k:':
      return `[${keysIn(text)}]`;
    case 'v:':
    case 'i:':
      return `[${text}]`;
    default:
      return fieldStep(text, above);
  }
}

function fieldStep(name: string, above: string): string {
  if (/^[\w-]+$/.test(name)) return above === '' ? name : `.${name}`;
  return `["${name}"]`;
}

function keysIn(text: string): string {
  try {
    return Object.entries(JSON.parse(text))
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(',');
  } catch {
    return text;
  }
}
